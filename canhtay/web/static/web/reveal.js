// "Hiện mật khẩu": what is typed into a password's field, readable for as long as it is asked for. Without a script there is no button.
// It is hidden again before it is sent, so that no browser keeps it among the words of other fields.

for (const button of document.querySelectorAll("button[data-reveals]")) {
  const field = /** @type {HTMLInputElement} */ (document.getElementById(button.dataset.reveals));
  const words = button.firstChild;
  const [show, hide] = [words.nodeValue, button.dataset.then];
  const set = (/** @type {boolean} */ shown) => {
    field.type = shown ? "text" : "password";
    words.nodeValue = shown ? hide : show;
  };
  button.hidden = false;
  button.addEventListener("click", () => set(field.type === "password"));
  field.form?.addEventListener("submit", () => set(false));
}
