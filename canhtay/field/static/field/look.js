// Type size and language: from the address once (the demo's page asks so), then remembered.

import { signal } from "./vendor/signals.js";
import { get } from "./transport.js";
import { speak } from "./words.js";

const KEPT = "canhtay.look";
const SIZES = ["", "large", "largest"];
const LANGS = ["vi", "en"];

export const look = signal(remembered());

/** @returns {{type: string, lang: string}} */
function remembered() {
  const fallback = { type: "", lang: document.documentElement.lang === "en" ? "en" : "vi" };
  try {
    return { ...fallback, ...JSON.parse(localStorage.getItem(KEPT) ?? "{}") };
  } catch {
    return fallback;
  }
}

/** @param {URLSearchParams} asked ?type=large&lang=en */
export async function startLook(asked) {
  const type = asked.get("type") === "normal" ? "" : asked.get("type");
  const lang = asked.get("lang");
  await setLook({ ...(type !== null && SIZES.includes(type) ? { type } : {}), ...(lang !== null && LANGS.includes(lang) ? { lang } : {}) });
}

/** @param {{type?: string, lang?: string}} change */
export async function setLook(change) {
  look.value = { ...look.value, ...change };
  try {
    localStorage.setItem(KEPT, JSON.stringify(look.value));
  } catch { /* a full or blocked phone: it holds for this page only */ }
  if (look.value.type) document.documentElement.dataset.type = look.value.type;
  else delete document.documentElement.dataset.type;
  await speak(look.value.lang, get);
}
