// Wires the rest: opens the store, shows the screen the address names, keeps in step with the server.

import { html } from "./html.js";
import { listenForVoices } from "./aloud.js";
import { now } from "./clock.js";
import { look, startLook } from "./look.js";
import { Address } from "./screens/address.js";
import { Alley, Alleys } from "./screens/alleys.js";
import { DoorScreen } from "./screens/door.js";
import { Enrol } from "./screens/enrol.js";
import { Machine, Refused } from "./screens/machine.js";
import { People } from "./screens/people.js";
import { QuestionScreen } from "./screens/questions.js";
import { Saved } from "./screens/saved.js";
import { Today } from "./screens/today.js";
import { fault, followTheAddress, go, meta, refresh, route, syncing, unsent } from "./state.js";
import * as store from "./store.js";
import { ask, isUnknown, keepInStep, PROTOCOL } from "./sync.js";
import { inOwnFrame, listenToTheDemo, NoAnswer, Problem } from "./transport.js";
import { sendInTheBackground, startWorker } from "./update.js";
import { useEffect } from "./vendor/hooks.js";
import { render } from "./vendor/preact.js";
import { t } from "./words.js";

const DRAFTS_LAST_MS = 24 * 3_600_000; // what was begun yesterday is better begun anew
const OPEN_WITHIN_MS = 20_000;
const lang = () => ({ lang: look.value.lang });
const sync = keepInStep(lang, (outcome) => {
  if (outcome.later && !inOwnFrame()) sendInTheBackground();
});
/** @type {() => void} */ let changeOver = () => {};

/** @param {{force?: boolean}} [how] */
async function syncNow(how) {
  syncing.value = true;
  const outcome = await sync(how);
  syncing.value = false;
  await refresh();
  return outcome;
}

function App() {
  useEffect(arrive, [route.value, !meta.value.device]);
  return html`${screen()}<p role="alert" class=${fault.value ? "problem" : ""}>${fault.value && t("Máy chưa ghi được, có thể đã hết chỗ. Xóa bớt ảnh hoặc phim, rồi bấm lại.")}</p>`;
}

function screen() {
  const [first, id = "", question = ""] = route.value;
  const token = first.startsWith("enrol=") ? first.slice(6) : undefined;
  if (!meta.value.device || token !== undefined || first === "ma") return html`<${Enrol} key=${token ?? "digits"} token=${token} enrol=${enrol} />`;
  if (first === "ngo") return id ? html`<${Alley} id=${id} />` : html`<${Alleys} />`;
  if (first === "nha") return question ? html`<${QuestionScreen} key=${question} id=${id} question=${question} />` : html`<${DoorScreen} id=${id} />`;
  if (first === "xong") return html`<${Saved} id=${id} />`;
  if (first === "may") return html`<${Machine} syncNow=${() => syncNow({ force: true })} />`;
  if (first === "xungho") return html`<${Address} syncNow=${() => syncNow()} />`;
  if (first === "tuchoi") return html`<${Refused} />`;
  if (first === "nguoi") return html`<${People} />`;
  return html`<${Today} />`;
}

/** A new screen begins at its top, named, and read from its heading; leaving a saved one lets it go. */
let before = "";
function arrive() {
  const [first] = route.value;
  const heading = document.querySelector("h1");
  document.title = `${heading?.textContent ?? ""} · Cánh Tay`;
  if (before) {
    window.scrollTo(0, 0);
    heading?.focus({ preventScroll: true });
  }
  if (before === "xong" && first !== "xong") store.letGo().then(() => syncNow());
  before = first || "today";
  fault.value = false;
  changeOver();
}

/** On the first page no form is open: the one place a new program may take over. A draft lies in the store and stays. */
function isSafe() {
  return route.value[0] === "";
}

/** @param {{code?: string, token?: string}} way @returns {Promise<string>} what went wrong, as a sentence */
async function enrol(way) {
  const { device } = meta.value;
  try {
    const phone = await store.ownWord();
    const answer = await ask("api/enrol", { protocol: PROTOCOL, ...way, phone, device: { name: deviceName() }, left: unsent.value.length }, { device, ...lang() });
    await store.enrol(answer.secret ? { id: answer.device, secret: answer.secret } : null, answer.member);
  } catch (error) {
    if (error instanceof NoAnswer) return t("Chưa có mạng. Bật mạng rồi bấm lại.");
    if (!(error instanceof Problem)) throw error;
    const { code, sentence } = error;
    if (!device || !isUnknown(error)) return sentence;
    await store.eraseRegister(device, { code, sentence });
    return enrol(way); // as a new phone
  }
  navigator.storage?.persist?.(); // asked once it is worth keeping; a no changes nothing people would see
  await refresh();
  go("", { replace: true });
  syncNow();
  return "";
}

/** What the browser says of the phone, and the day, so that two of one make are told apart: "Samsung, 28/11". */
function deviceName() {
  const words = navigator.userAgent, day = new Date();
  const model = /Android[^;]*; ([^;)]+)/.exec(words)?.[1].replace(/ Build.*/, "");
  // "K" is all that newer browsers say of a model
  const known = /SamsungBrowser/.test(words) ? "Samsung" : model && model !== "K" ? model : /iPhone|iPad|Android|Windows|Macintosh/.exec(words)?.[0];
  return `${(known ?? "Máy").slice(0, 50)}, ${day.getDate()}/${day.getMonth() + 1}`;
}

/** Some browsers neither open their store nor say no; an hourglass for ever is no answer either. */
function givenUp() {
  return new Promise((_, no) => { setTimeout(no, OPEN_WITHIN_MS); });
}

async function start() {
  await startLook(new URLSearchParams(window.location.search));
  const root = /** @type {HTMLElement} */ (document.getElementById("app"));
  try {
    await Promise.race([store.open(), givenUp()]);
  } catch {
    root.replaceChildren();
    render(html`<main class="stack"><h1>${t("Trình duyệt này không cho lưu")}</h1>
      <p>${t("Mở lại bằng cửa sổ thường (không ẩn danh), hoặc dọn bớt bộ nhớ máy, rồi mở trang này lần nữa.")}</p></main>`, root);
    return;
  }
  store.onChange(refresh);
  window.addEventListener("unhandledrejection", () => { fault.value = true; });
  await refresh();
  followTheAddress();
  if (route.value[0] !== "xong") await store.letGo();
  await store.dropDraftsBefore(now() - DRAFTS_LAST_MS);
  listenForVoices();
  listenToTheDemo((cut) => cut || syncNow());
  root.replaceChildren();
  render(html`<${App} />`, root);
  changeOver = await startWorker(isSafe);
  if (meta.value.device) syncNow();
}

// gate.js has looked at the browser first and may have said no.
if (!document.documentElement.dataset.stopped) window.canhtay = { ready: start(), syncNow: () => syncNow({ force: true }) };
