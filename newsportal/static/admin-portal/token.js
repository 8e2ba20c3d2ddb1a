// Gives the token that a POST has to carry. Signing in again in another window makes a new one: the cookie has it, while
// the forms of an open page still have the old one. No module, since joined scripts ask for it as well.
window.csrfToken = () =>
  /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie)?.[1] ??
  document.querySelector("[name=csrfmiddlewaretoken]")?.value ??
  "";
