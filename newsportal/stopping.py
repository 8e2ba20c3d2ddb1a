"""Hearing the signal to stop, whichever thread of a web process the kernel gives it to."""

import signal
import socket
import threading

UNSET = -1


def hear_in_main_thread() -> None:
    """Pass each kind of signal on to the main thread, the first time that it comes.

    Python runs its handlers in the main thread alone, and wakes it from waiting for a lock only by a signal that the
    kernel delivers there. One that is pending goes to whichever thread looks first, such as one that just starts;
    Granian's main thread then waits on for ever, and the process serves on instead of stopping. Python does write the
    number of a signal to a descriptor wherever it was delivered (``signal.set_wakeup_fd``).

    Does nothing outside the main thread, or where the server has such a descriptor of its own, as gunicorn has.
    """
    if threading.current_thread() is not threading.main_thread():
        return
    heard, told = socket.socketpair()
    told.setblocking(False)
    other = signal.set_wakeup_fd(told.fileno(), warn_on_full_buffer=False)
    if other != UNSET:
        signal.set_wakeup_fd(other)
        heard.close()
        told.close()
        return
    # Python keeps the number of the descriptor alone: the thread holds both ends open.
    ends = (heard, told)
    threading.Thread(target=_pass_on, args=(ends, threading.get_ident()), name="stopping", daemon=True).start()


def _pass_on(ends: tuple[socket.socket, socket.socket], main_thread: int) -> None:
    heard, _ = ends
    passed = set()
    while number := heard.recv(1):
        # What was passed on comes here again.
        if number not in passed:
            passed.add(number)
            signal.pthread_kill(main_thread, number[0])
