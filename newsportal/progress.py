"""A bar for commands that take long."""

import sys
import time

WIDTH = 30


class Progress:
    """Shows on the error stream how much is done and how fast: drawn anew on a terminal, its last line in a log.

    A run that goes on where another stopped says with ``begun`` what stood before it.
    """

    def __init__(self, what: str, total: int, *, begun: int = 0) -> None:
        self.what = what
        self.total = total
        self.begun = begun
        self.started = time.monotonic()

    def show(self, done: int) -> None:
        is_last = done >= self.total
        if not (is_last or sys.stderr.isatty()):
            return
        share = min(1.0, done / max(self.total, 1))
        drawn = "█" * round(share * WIDTH)
        rate = (done - self.begun) / max(time.monotonic() - self.started, 0.001)
        line = f"\r{drawn:░<{WIDTH}} {share:4.0%} {done:,} {self.what}, {rate:,.0f} a second"
        sys.stderr.write(line + ("\n" if is_last else ""))
        sys.stderr.flush()
