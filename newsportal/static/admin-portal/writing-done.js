// Forgets a story's text in this browser once a page says that it is saved, and all of them when somebody logs out.
const SENT = "writing-sent";

const forgetAll = () => {
  document.dispatchEvent(new CustomEvent("writing:leaves"));
  for (const name of Object.keys(localStorage)) {
    if (name.startsWith("writing:")) localStorage.removeItem(name);
  }
};

try {
  const sent = sessionStorage.getItem(SENT);
  if (sent && document.querySelector(".messagelist .success")) {
    localStorage.removeItem(sent);
    sessionStorage.removeItem(SENT);
  }
  // Not where a session has only ended: its text is still wanted.
  document.getElementById("logout-form")?.addEventListener("submit", forgetAll);
} catch {
  // A browser that keeps nothing has nothing to forget.
}
