// What the service worker does. The page it serves and every file that page needs come from one cache filled at once, so
// an old page never meets a new file; a cache that could not be filled whole never replaces the one that works.

import { syncOnce } from "./sync.js";
import { open } from "./store.js";

const WORDS = "canhtay-words";
/** @type {any} */
const worker = self;

/** @param {{version: string, files: string[]}} release the shell comes first */
export function serve({ version, files }) {
  const name = `canhtay-${version}`;
  const shell = files[0];
  const ours = new Set(files.map((file) => new URL(file, worker.location.origin).href));

  worker.addEventListener("install", (/** @type {any} */ event) => event.waitUntil(fill(name, files)));
  worker.addEventListener("activate", (/** @type {any} */ event) => event.waitUntil(tidy(name)));
  worker.addEventListener("message", (/** @type {any} */ event) => {
    if (event.data === "take over") worker.skipWaiting();
  });
  worker.addEventListener("sync", (/** @type {any} */ event) => {
    if (event.tag === "outbox") event.waitUntil(open().then(() => syncOnce()).then(complainUnlessSent));
  });
  worker.addEventListener("fetch", (/** @type {any} */ event) => {
    const { request } = event;
    const url = new URL(request.url);
    if (request.method !== "GET" || url.origin !== worker.location.origin) return;
    if (request.mode === "navigate" && url.pathname === shell) event.respondWith(kept(name, shell, request));
    else if (ours.has(url.href)) event.respondWith(kept(name, url.href, request));
    else if (url.pathname.startsWith(`${shell}messages/`)) event.respondWith(words(request));
  });
}

/** @param {string} name @param {string[]} files */
async function fill(name, files) {
  const cache = await caches.open(name);
  try {
    // All but the shell carry a hash of their content in their name: what the page just loaded is not fetched again.
    await cache.addAll(files.map((file, n) => new Request(file, { cache: n === 0 ? "no-cache" : "default", credentials: "omit" })));
  } catch (error) {
    await caches.delete(name);
    throw error;
  }
}

/** @param {string} name */
async function tidy(name) {
  for (const other of await caches.keys()) {
    if (other.startsWith("canhtay-") && other !== name && other !== WORDS) await caches.delete(other);
  }
  await worker.clients.claim();
}

/** @param {string} name @param {string} key @param {Request} request */
async function kept(name, key, request) {
  return (await (await caches.open(name)).match(key)) ?? fetch(request);
}

/** The other language: the newest when there is a network, else the last one. @param {Request} request */
async function words(request) {
  const cache = await caches.open(WORDS);
  try {
    const fresh = await fetch(request);
    if (fresh.ok) await cache.put(request, fresh.clone());
    return fresh;
  } catch (error) {
    const last = await cache.match(request);
    if (last) return last;
    throw error;
  }
}

/** The browser tries a failed background sync again by itself. @param {Outcome} outcome */
function complainUnlessSent(outcome) {
  if (outcome.later) throw new Error(outcome.code);
}
