// The only file touching IndexedDB. What belongs together is written in one transaction: a tab killed half-way leaves
// both or neither. Other tabs of this phone hear of every change.

import { Dexie } from "./vendor/dexie.js";
import { keyOf, plan } from "./feed.js";
import { randomWord } from "./ids.js";
import { mayGo, mayUndo, nameless, settle, waiting } from "./outbox.js";

/** @type {any} */
const db = new Dexie("canhtay");
db.version(1).stores({
  objects: "key, territory", // the server's copy
  territories: "id", // a cursor each
  outbox: "seq, id", // commands, until their effect has come back by the feed
  refused: "id", // until read
  drafts: "household", // visits being written
  meta: "name",
});

const EVERYTHING = ["objects", "territories", "outbox", "refused", "drafts", "meta"];
const others = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel("canhtay");
/** @type {() => Promise<void>} */
let changed = async () => {};

/** Opens, or throws when this browser keeps nothing (private mode, blocked storage). */
export async function open() {
  await db.open();
}

/** @param {() => Promise<void>} fn */
export function onChange(fn) {
  changed = fn;
  if (others) others.onmessage = fn;
}

/**
 * Ends when the page shows what was written: a screen that opens next finds it there.
 * @template T
 * @param {string[]} tables @param {() => Promise<T>} work @returns {Promise<T>}
 */
async function write(tables, work) {
  const result = await db.transaction("rw", tables, work);
  others?.postMessage("changed");
  await changed();
  return result;
}

/** @returns {Promise<{objects: Stored[], outbox: OutboxRow[], refused: RefusedRow[], drafts: Draft[], meta: Meta}>} */
export function all() {
  return db.transaction("r", EVERYTHING, async () => ({
    objects: await db.objects.toArray(),
    outbox: await db.outbox.orderBy("seq").toArray(),
    refused: await db.refused.toArray(),
    drafts: await db.drafts.toArray(),
    meta: await meta(),
  }));
}

/** @returns {Promise<Meta>} */
export async function meta() {
  const rows = await db.meta.toArray();
  return Object.fromEntries(rows.map((/** @type {{name: string, value: unknown}} */ row) => [row.name, row.value]));
}

/** @param {Meta} values */
function putMeta(values) {
  return db.meta.bulkPut(Object.entries(values).map(([name, value]) => ({ name, value })));
}

/** @param {Meta} values */
export function setMeta(values) {
  return write(["meta"], () => putMeta(values));
}

/** A long random word by which the server knows this phone again when the answer to enrolling was lost. @returns {Promise<string>} */
export function ownWord() {
  return write(["meta"], async () => {
    const word = (await meta()).phone ?? randomWord();
    await putMeta({ phone: word });
    return word;
  });
}

/** @param {Device | null} device null: the phone keeps the one it has @param {Member} member */
export function enrol(device, member) {
  return write(["meta"], async () => {
    const { members = [] } = await meta();
    await putMeta({ members: [...members.filter((one) => one.id !== member.id), member], me: member.id, trouble: null });
    await db.meta.delete("phone"); // the word has done its work: for another code there is another
    if (device) await putMeta({ device });
  });
}

/**
 * The server no longer knows this phone, and it may lie in anybody's hands: doors and names go, unsent work stays.
 * @param {Device} device the one that was refused; connected anew meanwhile, the phone loses nothing
 * @param {{code: string, sentence: string}} trouble
 */
export function eraseRegister(device, trouble) {
  return write(EVERYTHING, async () => {
    if ((await meta()).device?.id !== device.id) return;
    const unsent = nameless(waiting(await db.outbox.toArray()));
    const unread = nameless(await db.refused.toArray());
    for (const table of [db.objects, db.territories, db.outbox, db.refused]) await table.clear();
    await db.outbox.bulkPut(unsent);
    await db.refused.bulkPut(unread);
    await db.meta.bulkDelete(["device", "members", "me", "pulled"]);
    await putMeta({ trouble });
  });
}

// ---- A visit being written, kept, taken back

/** @param {Draft} draft */
export function saveDraft(draft) {
  return write(["drafts"], () => db.drafts.put(draft));
}

/** @param {number} moment */
export function dropDraftsBefore(moment) {
  return write(["drafts"], () => db.drafts.filter((/** @type {Draft} */ draft) => draft.started_at < moment).delete());
}

/**
 * The draft becomes a command: both or neither.
 * @param {Omit<VisitCommand, "seq" | "saw">} command @param {About} about
 */
export function keepVisit(command, about) {
  return write(["outbox", "drafts", "meta", "objects", "territories"], async () => {
    const saw = await cursorOver("household", command.args.household);
    await db.drafts.delete(command.args.household);
    await keep({ ...command, saw }, { ...about, held: true });
  });
}

/** Nothing to take back: one chooses again. @param {Omit<AddressCommand, "seq" | "saw">} command @param {About} about */
export function keepAddress(command, about) {
  return write(["outbox", "meta"], () => keep({ ...command, saw: null }, { ...about, held: false }));
}

/** @param {Omit<VisitCommand, "seq"> | Omit<AddressCommand, "seq">} command @param {About & {held: boolean}} about */
async function keep(command, about) {
  const seq = ((await meta()).seq ?? 0) + 1;
  await putMeta({ seq }); // never reused, even when this command is taken back
  await db.outbox.add({ seq, id: command.id, command: { ...command, seq }, ...about, tries: 0 });
}

/** @param {string} kind @param {string} id */
async function cursorOver(kind, id) {
  for (const territory of await db.territories.toArray()) {
    if (await db.objects.get(keyOf(territory.id, kind, id))) return { territory: territory.id, seq: territory.seq };
  }
  return null;
}

/** @param {string} id @returns {Promise<boolean>} whether it could still be taken back */
export function takeBack(id) {
  return write(["outbox"], async () => {
    const row = await db.outbox.get({ id });
    if (!mayUndo(row)) return false;
    await db.outbox.delete(row.seq);
    return true;
  });
}

/** The saved screens are left: everything may go. */
export async function letGo() {
  const held = (await db.outbox.toArray()).filter((/** @type {OutboxRow} */ row) => row.held);
  if (!held.length) return;
  await write(["outbox"], () => db.outbox.where("seq").anyOf(held.map((/** @type {OutboxRow} */ row) => row.seq)).modify({ held: false }));
}

// ---- Up

/** Marks what goes now, so that nobody takes back what may have arrived. @param {number} now own clock @param {boolean} force */
export function toSend(now, force) {
  return write(["outbox"], async () => {
    const rows = (await db.outbox.orderBy("seq").toArray()).filter((/** @type {OutboxRow} */ row) => mayGo(row, now, force));
    const going = rows.map((/** @type {OutboxRow} */ row) => ({ ...row, held: false, tries: row.tries + 1 }));
    await db.outbox.bulkPut(going);
    return /** @type {OutboxRow[]} */ (going);
  });
}

/** @param {OutboxRow[]} rows @param {Answer[]} answers @param {number} now */
export function takeAnswers(rows, answers, now) {
  return write(["outbox", "refused", "meta"], async () => {
    const { settled, refused } = settle(rows, answers, now);
    const { sent = 0 } = await meta();
    await putMeta({ sent: sent + settled.length - refused.length });
    await db.outbox.bulkPut(settled);
    await db.refused.bulkPut(refused);
    return settled.length;
  });
}

/** @param {string} id */
export function readRefusal(id) {
  return write(["refused"], () => db.refused.delete(id));
}

// ---- Down

/** @returns {Promise<Record<string, number>>} */
export async function holds() {
  const rows = await db.territories.toArray();
  return Object.fromEntries(rows.map((/** @type {{id: string, seq: number}} */ row) => [row.id, row.seq]));
}

/**
 * One answer of the feed, whole or not at all. A lost territory goes only when nothing of the phone waits any more.
 * @param {FeedAnswer} answer @returns {Promise<boolean>} more is to come
 */
export function takeFeed(answer) {
  return write(EVERYTHING, async () => {
    const seqs = new Map((await db.objects.toArray()).map((/** @type {Stored} */ row) => [row.key, row.seq]));
    const todo = plan(answer, await holds(), (key) => seqs.get(key));
    const keeps = waiting(await db.outbox.toArray()).length > 0;
    await dropTerritories(keeps ? [] : todo.lost);
    await db.objects.where("territory").anyOf(todo.empty).delete();
    await db.objects.bulkDelete(todo.drops);
    await db.objects.bulkPut(todo.puts);
    await db.territories.bulkPut(todo.cursors);
    if (answer.members) await putMeta({ members: answer.members });
    if (!todo.more) await afterWholePull();
    return todo.more;
  });
}

/** @param {string[]} lost */
async function dropTerritories(lost) {
  await db.objects.where("territory").anyOf(lost).delete();
  await db.territories.bulkDelete(lost);
}

/** The copy now shows what the answered commands did. */
async function afterWholePull() {
  await db.outbox.filter((/** @type {OutboxRow} */ row) => row.answer !== undefined).delete();
  await putMeta({ pulled: Date.now() });
}
