// Forgets a story's text in this browser once a page says that it is saved, and all of them when somebody logs out.
const SENT = "writing-sent";

const forgetAll = () => {
  document.dispatchEvent(new CustomEvent("writing:leaves"));
  for (const name of Object.keys(localStorage)) {
    if (name.startsWith("writing:")) localStorage.removeItem(name);
  }
};

// The first page after a form was sent tells; a message on a later one is about something else.
const hear = (sent) => {
  sessionStorage.removeItem(SENT);
  const held = document.querySelector("form[data-sends-again]");
  if (held) held.addEventListener("submit", () => sessionStorage.setItem(SENT, sent));
  else if (document.querySelector(".messagelist .success")) localStorage.removeItem(sent);
};

try {
  const sent = sessionStorage.getItem(SENT);
  if (sent) hear(sent);
  // Whoever comes back to a form that was sent, after a cut connection, has heard nothing.
  addEventListener("pageshow", ({ persisted }) => persisted && sessionStorage.removeItem(SENT));
  // Not where a session has only ended: its text is still wanted.
  document.getElementById("logout-form")?.addEventListener("submit", forgetAll);
} catch {
  // A browser that keeps nothing has nothing to forget.
}
