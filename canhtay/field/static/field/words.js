// Every word people read goes through t(): Vietnamese as written, or its English from the server's catalogue, which the
// service worker keeps for days without a network.

import { signal } from "./vendor/signals-core.js";

const catalogue = signal(/** @type {Record<string, string>} */ ({}));
export const lang = signal("vi");

/**
 * @param {string} msgid Vietnamese, with {names} for what changes
 * @param {Record<string, string | number>} [params]
 */
export function t(msgid, params = {}) {
  const text = lang.value === "vi" ? msgid : catalogue.value[msgid] || msgid;
  return text.replace(/\{(\w+)\}/g, (whole, name) => String(params[name] ?? whole));
}

/**
 * @param {string} wanted @param {(path: string) => Promise<any>} get
 */
export async function speak(wanted, get) {
  if (wanted !== "vi") {
    try {
      catalogue.value = await get(`messages/${wanted}.json`);
    } catch {
      return; // no network and never fetched: Vietnamese is better than nothing
    }
  }
  lang.value = wanted;
  document.documentElement.lang = wanted;
}
