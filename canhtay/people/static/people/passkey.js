// A passkey is made, or signs in, by a form: the script asks the machine, puts its answer into the form and sends it.
// What the server wants signed stands in data-options, or is fetched from the form's own address.

/** @param {string} text base64url */
function bytes(text) {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (one) => one.charCodeAt(0));
}

/** @param {ArrayBuffer} buffer */
function text(buffer) {
  const plain = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(plain).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/** @param {{id: string}[] | undefined} keys */
function named(keys) {
  return keys?.map((key) => ({ ...key, id: bytes(key.id) }));
}

/** @param {any} options */
function make({ publicKey: asked }) {
  return navigator.credentials.create({
    publicKey: {
      ...asked,
      challenge: bytes(asked.challenge),
      user: { ...asked.user, id: bytes(asked.user.id) },
      excludeCredentials: named(asked.excludeCredentials),
    },
  });
}

/** @param {any} options */
function find({ publicKey: asked }) {
  return navigator.credentials.get({
    publicKey: { ...asked, challenge: bytes(asked.challenge), allowCredentials: named(asked.allowCredentials) },
  });
}

const PARTS = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];

/** @param {any} key */
function told(key) {
  const parts = PARTS.filter((part) => key.response[part]).map((part) => [part, text(key.response[part])]);
  return {
    type: key.type,
    id: key.id,
    rawId: text(key.rawId),
    authenticatorAttachment: key.authenticatorAttachment,
    response: Object.fromEntries(parts),
    clientExtensionResults: key.getClientExtensionResults(),
  };
}

/** @param {HTMLFormElement} form */
async function question(form) {
  if (form.dataset.options) return JSON.parse(form.dataset.options);
  const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
  return (await answer.json()).request_options;
}

/** @param {HTMLFormElement} form */
async function fill(form) {
  const trouble = /** @type {HTMLElement} */ (form.querySelector("[data-trouble]"));
  trouble.hidden = true;
  try {
    const options = await question(form);
    const key = await (form.dataset.passkey === "create" ? make(options) : find(options));
    form.elements.namedItem("credential").value = JSON.stringify(told(key));
    form.submit();
  } catch {
    trouble.hidden = false;
  }
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  form.hidden = !window.PublicKeyCredential;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    fill(form);
  });
}
for (const words of document.querySelectorAll("[data-without]")) words.hidden = Boolean(window.PublicKeyCredential);
