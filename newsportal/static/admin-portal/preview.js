// Shows what the form would change before it is saved; the server draws the panel.
const panel = document.querySelector("[data-preview]");
const form = panel?.closest("form");
const status = panel?.parentElement.querySelector("[role=status]");
let asked = 0;

const show = async () => {
  asked += 1;
  const turn = asked;
  const values = new FormData(form);
  // Addresses are logged.
  values.delete("csrfmiddlewaretoken");
  const answer = await fetch(`${panel.dataset.preview}?${new URLSearchParams(values)}`);
  const html = await answer.text();
  // Whoever was signed out in the meantime is led to the login page.
  if (answer.ok && !answer.redirected && turn === asked) {
    panel.innerHTML = html;
    status.textContent = panel.dataset.shown;
  }
};

form?.addEventListener("change", show);
