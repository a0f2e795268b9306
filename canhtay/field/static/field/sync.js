// Push, then pull. One at a time over all tabs and the service worker; asked again while running, once more afterwards.

import { now, offsetFrom, setOffset } from "./clock.js";
import { portion } from "./outbox.js";
import * as store from "./store.js";
import { isCut, NoAnswer, post, Problem } from "./transport.js";

export const PROTOCOL = 1;
const PAUSES_S = [5, 15, 60, 300, 900];
const POLL_S = 180;

/**
 * One push and pull. Never throws for a network or a server; the outcome says what to tell and whether to try again.
 * @param {{force?: boolean, lang?: string}} [how] force: send even what a saved screen still holds
 * @returns {Promise<Outcome>}
 */
export async function syncOnce(how = {}) {
  return await navigator.locks.request("canhtay-sync", () => run(how)); // a second tab waits, then finds nothing to send
}

/** @param {{force?: boolean, lang?: string}} how @returns {Promise<Outcome>} */
async function run({ force = false, lang = "vi" }) {
  const { device } = await store.meta();
  if (!device) return { ok: false, code: "not_enrolled" };
  try {
    await push({ device, lang }, force);
    await pull({ device, lang });
    await store.setMeta({ contact: now(), trouble: null });
    return { ok: true };
  } catch (error) {
    return judge(error, device);
  }
}

/** @param {{device: Device, lang: string}} who @param {boolean} force */
async function push(who, force) {
  let rows = await store.toSend(Date.now(), force);
  let most = 200;
  while (rows.length) {
    const batch = portion(rows, most);
    try {
      rows = rows.slice(batch.length);
      const answers = await send(who, batch, rows.length);
      // Too few answers would loop for ever: what was not answered waits for the next time.
      await store.takeAnswers(batch, answers, Date.now());
    } catch (error) {
      if (!(error instanceof Problem && error.status === 413 && batch.length > 1)) throw error;
      most = Math.ceil(batch.length / 2);
      rows = [...batch, ...rows];
    }
  }
}

/** @param {{device: Device, lang: string}} who @param {OutboxRow[]} batch @param {number} left @returns {Promise<Answer[]>} */
async function send(who, batch, left) {
  const commands = batch.map((row) => row.command);
  return (await ask("api/commands", { protocol: PROTOCOL, left, commands }, who)).answers ?? [];
}

/** @param {{device: Device, lang: string}} who */
async function pull(who) {
  for (let more = true; more; ) {
    const answer = await ask("api/feed", { protocol: PROTOCOL, holds: await store.holds() }, who);
    // Before a territory goes, what was done there goes up.
    if (answer.lost?.length) await push(who, true);
    more = await store.takeFeed(answer);
  }
}

/** @param {string} path @param {object} question @param {{device?: Device, lang: string}} who */
export async function ask(path, question, who) {
  const { body, asked, answered } = await post(path, question, who);
  const offset = offsetFrom(body.now, asked, answered);
  if (offset !== null) {
    setOffset(offset);
    await store.setMeta({ offset });
  }
  return body;
}

/** @param {unknown} error @param {Device} device @returns {Promise<Outcome>} */
async function judge(error, device) {
  if (error instanceof NoAnswer) return { ok: false, code: "no_answer", later: true };
  if (!(error instanceof Problem)) throw error;
  const { code, sentence } = error;
  if (isUnknown(error)) await store.eraseRegister(device, { code, sentence });
  else await store.setMeta({ trouble: { code, sentence } });
  return { ok: false, code, sentence, later: error.status === 429 };
}

/** Whether the server no longer knows the phone that asked. @param {{code: string}} trouble */
export function isUnknown({ code }) {
  return code === "unknown_device";
}

/**
 * Keeps this page in step: on start, when the network or the person comes back, after each visit; growing pauses after
 * failures, a look now and then while somebody looks at the page.
 * @param {() => {lang: string}} how @param {(outcome: Outcome) => void} told
 */
export function keepInStep(how, told) {
  let failures = 0;
  let timer = 0;
  /** @type {Promise<Outcome> | null} */ let running = null;
  let again = false;
  let forced = false;

  /** @param {{force?: boolean}} [wish] @returns {Promise<Outcome>} */
  function wanted({ force = false } = {}) {
    forced ||= force;
    if (running) {
      again = true;
      return running;
    }
    clearTimeout(timer);
    running = go().finally(() => { running = null; });
    return running;
  }

  async function go() {
    /** @type {Outcome} */ let outcome;
    do {
      again = false;
      const force = forced;
      forced = false;
      outcome = await syncOnce({ force, ...how() });
    } while (again && outcome.ok);
    failures = outcome.ok ? 0 : failures + 1;
    told(outcome);
    later(outcome);
    return outcome;
  }

  /** @param {Outcome} outcome */
  function later(outcome) {
    if (!outcome.ok && !outcome.later) return; // a new code or a new program is needed first
    const pause = outcome.ok ? POLL_S : PAUSES_S[Math.min(failures, PAUSES_S.length) - 1];
    timer = setTimeout(() => !isCut() && wanted(), pause * 1000 * (0.8 + Math.random() * 0.4)); // not all phones at once
  }

  window.addEventListener("online", () => wanted());
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") wanted();
    else store.letGo().then(() => wanted());
  });
  return wanted;
}
