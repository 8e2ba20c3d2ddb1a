// Says beside the text that it is longer than the server takes, before anybody sends it.
const desk = document.querySelector("[data-open-form]");
const body = document.getElementById("id_body");
const note = document.querySelector("[data-too-long]");

const check = () => { note.hidden = body.value.length <= Number(desk.dataset.longest); };

if (desk && body && note) {
  (body.closest(".flex-container") ?? body.closest(".prose-editor") ?? body).after(note);
  body.addEventListener("input", check);
  check();
}
