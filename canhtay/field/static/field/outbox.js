// Commands on their way up: when one may go, in what portions, what an answer does, and what they change meanwhile. Pure.

import { dayOf } from "./days.js";

/** As long as a visit's saved screen is open its command stays undoable, but no longer than this. */
export const HOLD_MS = 15_000;
const MOST = 200;
const MOST_BYTES = 900_000; // the protocol's 1 MB, less what the envelope takes

/** @param {OutboxRow} row @param {number} now own clock @param {boolean} [force] */
export function mayGo(row, now, force = false) {
  return !row.answer && (force || !row.held || Math.abs(now - row.saved_at) >= HOLD_MS);
}

/** Once it may have reached the server, taking it back would be a lie. @param {OutboxRow | undefined} row */
export function mayUndo(row) {
  return row !== undefined && !row.answer && row.tries === 0;
}

/** @param {OutboxRow[]} rows */
export function waiting(rows) {
  return rows.filter((row) => !row.answer);
}

/**
 * What a phone keeps that the server no longer knows: the work, and no word of whose door it was.
 * @template {{title?: string}} T
 * @param {T[]} rows @returns {T[]}
 */
export function nameless(rows) {
  return rows.map((row) => ({ ...row, title: "", ...("by_name" in row ? { by_name: "" } : {}) }));
}

/**
 * The first portion to send, by seq.
 * @param {OutboxRow[]} rows @param {number} [most] @returns {OutboxRow[]}
 */
export function portion(rows, most = MOST) {
  const taken = [];
  let bytes = 0;
  for (const row of [...rows].sort((a, b) => a.seq - b.seq)) {
    bytes += JSON.stringify(row.command).length * 3; // a Vietnamese letter is at most three bytes
    if (taken.length && (taken.length >= most || bytes > MOST_BYTES)) break;
    taken.push(row);
  }
  return taken;
}

/**
 * Rows with their answers, and those to show as refused. What has no answer keeps waiting.
 * @param {OutboxRow[]} rows @param {Answer[]} answers @param {number} now
 */
export function settle(rows, answers, now) {
  const byId = new Map(answers.map((answer) => [answer.id, answer]));
  /** @type {OutboxRow[]} */ const settled = [];
  /** @type {RefusedRow[]} */ const refused = [];
  for (const row of rows) {
    const answer = byId.get(row.id);
    const final = answer?.answer === "repeated" ? answer.first ?? answer : answer;
    if (!final) continue;
    if (final.answer === "refused") refused.push({ id: row.id, seq: row.seq, command: row.command, code: final.code ?? "", sentence: final.sentence ?? "", refused_at: now, title: row.title });
    settled.push({ ...row, held: false, answer: final.answer });
  }
  return { settled, refused };
}

/**
 * What the phone shows: the server's copy with its own commands played on top. A refused one never counts. An answered
 * one plays on until the feed has brought what it did, so that no door flickers back.
 * @param {Copy} copy @param {OutboxRow[]} rows @returns {Copy}
 */
export function replay(copy, rows) {
  const played = { ...copy, households: new Map(copy.households), reasons: new Map(copy.reasons) };
  for (const row of [...rows].sort((a, b) => a.seq - b.seq)) {
    if (row.command.verb === "record_visit" && row.answer !== "refused") playVisit(played, row, row.command);
  }
  return played;
}

/**
 * The members of this phone with what they chose here played on top: all that is said to them follows at once.
 * @param {Member[]} members @param {OutboxRow[]} rows @returns {Member[]}
 */
export function spokenTo(members, rows) {
  /** @type {Map<string, string>} */ const chosen = new Map();
  for (const { command, answer } of [...rows].sort((a, b) => a.seq - b.seq)) {
    if (command.verb === "choose_address" && answer !== "refused") chosen.set(command.args.member, command.args.addressed);
  }
  return members.map((member) => {
    const addressed = chosen.get(member.id);
    return addressed === undefined ? member : { ...member, addressed, address: addressed || (member.by_age ?? "") };
  });
}

/** @param {Copy} copy @param {OutboxRow} row @param {VisitCommand} command */
function playVisit(copy, row, { args, acted_at }) {
  const household = copy.households.get(args.household);
  if (!household) return;
  const on = dayOf(Date.parse(acted_at));
  copy.households.set(household.id, {
    ...household,
    last_visit: { outcome: args.outcome, on, by: row.by_name ?? "" },
    opened_on: household.opened_on ?? (args.outcome === "talked" ? on : null),
    residents: (household.residents ?? []).map((resident) => ({ ...resident, steps: { ...resident.steps, ...stepsFor(resident.id, args.helped) } })),
    unsent: (household.unsent ?? 0) + (row.answer ? 0 : 1),
  });
  for (const [id, reason] of copy.reasons) if (reason.household === household.id && reason.kind === "come_back") copy.reasons.delete(id);
  if (args.come_back_on) {
    copy.reasons.set(args.visit, { id: args.visit, territory: household.territory, household: household.id, kind: "come_back", due_on: args.come_back_on, until: null, weight: 0, sentence: "" });
  }
}

/** @param {string} resident @param {Helped[]} helped */
function stepsFor(resident, helped) {
  return Object.fromEntries((helped ?? []).filter((one) => one.resident === resident).map((one) => [one.service, one.step]));
}
