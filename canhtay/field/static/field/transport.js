// The only file that speaks HTTP. An answer, a problem the server has put into a sentence, or nobody there: nothing else.

const PATIENCE_MS = 30_000;
const CUT = "canhtay.cut";

/** The server's no, with the sentence people read. */
export class Problem extends Error {
  /** @param {number} status @param {{code?: string, sentence?: string}} body */
  constructor(status, body) {
    super(body.code ?? String(status));
    this.status = status;
    this.code = body.code ?? "";
    this.sentence = body.sentence ?? "";
  }
}

/** No answer: no network, a cut one, a server that fails. What is held is kept. */
export class NoAnswer extends Error {}

/**
 * @param {string} path below /m/ @param {object} body
 * @param {{device?: Device, lang?: string}} [who]
 * @returns {Promise<{body: any, asked: number, answered: number}>}
 */
export async function post(path, body, { device, lang = "vi" } = {}) {
  const text = JSON.stringify(body);
  /** @type {Record<string, string>} */
  const headers = { "Content-Type": "application/json", "Accept-Language": lang };
  if (device) headers.Authorization = `Bearer ${device.id}.${device.secret}`;
  // A page on its way out may still deliver; browsers allow that up to 64 kB.
  return ask(path, { method: "POST", headers, body: text, keepalive: text.length < 20_000 });
}

/** @param {string} path below /m/ */
export async function get(path) {
  return (await ask(path, {})).body;
}

/** @param {string} path @param {RequestInit} request */
async function ask(path, request) {
  if (isCut()) throw new NoAnswer("cut");
  const asked = Date.now();
  const response = await reach(path, request);
  const answered = Date.now();
  const body = await response.json().catch(() => null);
  if (isCut()) throw new NoAnswer("cut"); // the demo's switch fell while the answer was under way
  if (response.status >= 500 || body === null) throw new NoAnswer(String(response.status));
  if (!response.ok) throw new Problem(response.status, body);
  return { body, asked, answered };
}

/** @param {string} path @param {RequestInit} request */
async function reach(path, request) {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), PATIENCE_MS);
  try {
    return await fetch(new URL(path, `${self.location.origin}/m/`), {
      ...request, signal: patience.signal, credentials: "omit", cache: "no-store", redirect: "error" });
  } catch (error) {
    throw new NoAnswer(String(error));
  } finally {
    clearTimeout(timer);
  }
}

// ---- The demo's switch: a phone in a frame of our own page can be cut off without touching the real network.

export function inOwnFrame() {
  if (typeof window === "undefined" || window.parent === window) return false;
  try {
    return window.parent.location.origin === window.location.origin;
  } catch {
    return false; // the parent is somebody else's
  }
}

export function isCut() {
  return inOwnFrame() && sessionStorage.getItem(CUT) === "1";
}

/** @param {(cut: boolean) => void} changed */
export function listenToTheDemo(changed) {
  if (!inOwnFrame()) return;
  window.addEventListener("message", (event) => {
    if (event.source !== window.parent || event.origin !== window.location.origin) return;
    if (event.data?.canhtay !== "network") return;
    sessionStorage.setItem(CUT, event.data.cut ? "1" : "0"); // a reload in a cut frame stays cut
    changed(event.data.cut === true);
  });
  window.parent.postMessage({ canhtay: "ready" }, window.location.origin);
}
