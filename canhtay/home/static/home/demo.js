// The demo's page: chooses who holds the phone, cuts its network, shows the office anew. The two frames know nothing of each other.

const phone = document.getElementById("phone");
const office = document.getElementById("office");
const cut = document.getElementById("cut");
const said = document.getElementById("said");
const holders = [...document.querySelectorAll("a[data-hand]")];
const desks = [...document.querySelectorAll(".roles a[target=office]")];
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
  phone.onload = null;
  await new Promise((done) => {
    const gone = indexedDB.deleteDatabase("canhtay");
    gone.onsuccess = gone.onerror = gone.onblocked = () => done(undefined);
  });
  localStorage.setItem(HELD, path);
  phone.src = address(path);
}

// A link asks for one tap; on this page the visitor wants to see the day, so the tap is made for him.
function connect() {
  const button = phone.contentDocument?.querySelector("main button.main");
  if (!phone.contentWindow?.location.hash.includes("enrol=")) return;
  if (button) button.click();
  else setTimeout(connect, 200);
}

addEventListener("message", (event) => {
  if (event.source !== phone.contentWindow || event.data?.canhtay !== "ready") return;
  tellPhone();
  connect();
});

// Which of a group of links is the one that was chosen.
function mark(links, chosen) {
  for (const link of links) link.removeAttribute("aria-current");
  chosen.setAttribute("aria-current", "true");
}

const held = holders.find((one) => one.getAttribute("href") === localStorage.getItem(HELD));
if (held) {
  mark(holders, held);
  phone.src = address(phone.dataset.home);
} else if (holders.length) {
  mark(holders, holders[0]);
  hand(holders[0].getAttribute("href"));
}

for (const one of holders) {
  one.addEventListener("click", (event) => {
    event.preventDefault();
    mark(holders, one);
    hand(one.getAttribute("href"));
    showFrame(phone);
  });
}
for (const one of desks) one.addEventListener("click", () => { mark(desks, one); showFrame(office); });

// Language and type size hold for both frames: a cookie for the office, the address for the phone.
for (const id of ["size", "lang"]) {
  const choice = document.getElementById(id);
  choice.addEventListener("change", async () => {
    const said = new FormData(document.querySelector("form"));
    said.set(choice.dataset.name, choice.value);
    await fetch(choice.dataset.post, { method: "POST", body: said });
    if (id === "lang") location.reload();
    else [phone.src, office.src] = [address(phone.dataset.home), office.src];
  });
}
cut.addEventListener("click", () => {
  offline = !offline;
  tellPhone();
  show();
  if (!offline) setTimeout(seeAgain, 4000); // the phone sends at once; then the office has something new to show
});
document.getElementById("again").addEventListener("click", seeAgain);

function seeAgain() {
  office.contentWindow.location.reload();
}

// A door of the mission opens in its frame, which may be out of sight. At the desk it is the ward's officer whose doors they are.
for (const door of document.querySelectorAll(".mission-parts a")) {
  door.addEventListener("click", async (event) => {
    showFrame(document.getElementById(door.target));
    if (door.target !== "office" || !desks.length || desks[0].hasAttribute("aria-current")) return;
    event.preventDefault();
    await fetch(desks[0].href);
    mark(desks, desks[0]);
    office.src = door.href;
  });
}

function showFrame(frame) {
  frame.scrollIntoView({ block: "center" });
}
