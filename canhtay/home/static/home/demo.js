// The demo's page: chooses who holds the phone, cuts its network, keeps the office fresh. The two frames know nothing of each other.

const phone = document.getElementById("phone");
const office = document.getElementById("office");
const cut = document.getElementById("cut");
const said = document.getElementById("said");
const role = document.getElementById("role");
const HELD = "canhtay-demo-role";

let offline = false;

function tellPhone() {
  phone.contentWindow?.postMessage({ canhtay: "network", cut: offline }, location.origin);
}

function show() {
  cut.textContent = offline ? cut.dataset.mend : cut.dataset.cut;
  said.hidden = !offline;
  phone.closest(".device").classList.toggle("offline", offline);
}

function address(path) {
  const url = new URL(path, location.origin);
  for (const id of ["size", "lang"]) url.searchParams.set(id === "size" ? "type" : "lang", document.getElementById(id).value);
  url.searchParams.set("demo", "1");
  return url;
}

// Somebody else takes the phone: what the one before held goes, as on a phone that is handed over clean.
async function hand(path) {
  phone.src = "about:blank";
  await new Promise((done) => { phone.onload = done; });
  phone.onload = tellPhone;
  await new Promise((done) => {
    const gone = indexedDB.deleteDatabase("canhtay");
    gone.onsuccess = gone.onerror = gone.onblocked = () => done(undefined);
  });
  localStorage.setItem(HELD, path);
  phone.src = path;
}

phone.onload = tellPhone;
if (localStorage.getItem(HELD)) {
  role.value = localStorage.getItem(HELD);
  phone.src = address(phone.dataset.home);
} else {
  hand(role.value);
}

role.addEventListener("change", () => hand(role.value));
for (const id of ["size", "lang"]) {
  document.getElementById(id).addEventListener("change", () => { phone.src = address(phone.dataset.home); });
}
cut.addEventListener("click", () => { offline = !offline; tellPhone(); show(); });
document.getElementById("again").addEventListener("click", () => office.contentWindow.location.reload());
