// The names of the files somebody chose, in the page's language and all of them: a browser says "2 files", in its own.

for (const picker of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-picks]"))) {
  const field = /** @type {HTMLInputElement} */ (picker.querySelector("input"));
  const names = document.createElement("output");
  const show = () => {
    names.textContent = Array.from(field.files ?? [], (file) => file.name).join(", ") || picker.dataset.picks || "";
  };
  picker.append(names);
  picker.classList.add("named");
  field.addEventListener("change", show);
  show();
}
