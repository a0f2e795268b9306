import assert from "node:assert/strict";
import { test } from "node:test";
import { copyOf } from "../static/field/doors.js";
import { HOLD_MS, mayGo, mayUndo, nameless, portion, replay, settle, spokenTo, waiting } from "../static/field/outbox.js";

const args = (more = {}) => ({ visit: "v", household: "h", outcome: "talked", come_back_on: null, note: "", helped: [], ...more });
const row = (seq, more = {}, given = {}) => ({ seq, id: `c${seq}`, held: false, tries: 0, saved_at: 0, by_name: "bác Hòa", title: "Nhà bà Lan",
  command: { id: `c${seq}`, verb: "record_visit", by: "m", seq, acted_at: "2026-11-28T12:00:00.000Z", saw: null, args: args(given) }, ...more });
const server = () => copyOf([
  { territory: "t", kind: "household", id: "h", data: { alley: "a", number: "1", name: "", hint: "", last_visit: null, opened_on: null, residents: [{ id: "lan", name: "Lan", steps: { vneid: "installed", bhxh: "alone" } }] } },
  { territory: "t", kind: "reason", id: "old", data: { household: "h", kind: "come_back", due_on: "2026-11-28" } },
]);

test("a held command goes when its saved screen is left, or fifteen seconds later with another trigger", () => {
  assert.equal(mayGo(row(1, { held: true, saved_at: 1000 }), 1000 + HOLD_MS - 1), false);
  assert.equal(mayGo(row(1, { held: true, saved_at: 1000 }), 1000 + HOLD_MS), true);
  assert.equal(mayGo(row(1, { held: true, saved_at: 1000 }), 1000, true), true);
  assert.equal(mayGo(row(1), 0), true);
  assert.equal(mayGo(row(1, { answer: "applied" }), 0, true), false);
});

test("work that waits on a phone nobody knows keeps what was done and loses whose door it was", () => {
  const [kept] = nameless([row(1)]);
  assert.deepEqual({ ...kept, title: "Nhà bà Lan", by_name: "bác Hòa" }, row(1));
  assert.equal(JSON.stringify(kept).includes("Lan"), false);
  assert.deepEqual(nameless([{ id: "c2", title: "Nhà bà Lan", sentence: "Không được." }]), [{ id: "c2", title: "", sentence: "Không được." }]);
});

test("a phone whose clock was set back does not hold for ever", () => {
  assert.equal(mayGo(row(1, { held: true, saved_at: 10 * HOLD_MS }), 0), true);
});

test("only what cannot have arrived is taken back", () => {
  assert.equal(mayUndo(row(1)), true);
  assert.equal(mayUndo(row(1, { tries: 1 })), false);
  assert.equal(mayUndo(row(1, { answer: "applied" })), false);
  assert.equal(mayUndo(undefined), false);
});

test("a portion is in the order of seq, at most 200 and under a megabyte, never empty", () => {
  const many = Array.from({ length: 250 }, (_, n) => row(250 - n));
  assert.deepEqual(portion(many).map((one) => one.seq), Array.from({ length: 200 }, (_, n) => n + 1));
  assert.equal(portion(many, 3).length, 3);
  assert.equal(portion([row(1, {}, { note: "x".repeat(400_000) }), row(2)]).length, 1);
});

test("answers: a repeated one counts as its first; no answer waits on; a refused one is shown", () => {
  const { settled, refused } = settle([row(1), row(2), row(3), row(4), row(5)], [
    { id: "c1", answer: "applied" }, { id: "c2", answer: "repeated", first: { answer: "refused", sentence: "Không phải ở đây" } },
    { id: "c3", answer: "needs_review" }, { id: "c5", answer: "repeated", first: { answer: "applied" } }, { id: "stranger", answer: "applied" }], 7);
  assert.deepEqual(settled.map((one) => [one.seq, one.answer]), [[1, "applied"], [2, "refused"], [3, "needs_review"], [5, "applied"]]);
  assert.deepEqual(refused.map((one) => [one.id, one.sentence, one.refused_at]), [["c2", "Không phải ở đây", 7]]);
});

test("the phone shows the server's copy with its outbox played on top, and leaves the copy alone", () => {
  const copy = server();
  const shown = replay(copy, [row(1, {}, { helped: [{ resident: "lan", service: "vneid", step: "activated" }], come_back_on: "2026-12-05" })]);
  const house = shown.households.get("h");
  assert.deepEqual([house.last_visit, house.opened_on, house.unsent], [{ outcome: "talked", on: "2026-11-28", by: "bác Hòa" }, "2026-11-28", 1]);
  assert.deepEqual(house.residents[0].steps, { vneid: "activated", bhxh: "alone" });
  assert.deepEqual([...shown.reasons.values()].map((one) => [one.id, one.due_on]), [["v", "2026-12-05"]]);
  assert.deepEqual(copy, server());
});

test("answered but not yet seen in the feed plays on without counting as unsent; refused plays no more", () => {
  assert.equal(replay(server(), [row(1, { answer: "applied" })]).households.get("h").unsent, 0);
  assert.equal(replay(server(), [row(1, { answer: "refused" })]).households.get("h").last_visit, null);
  assert.deepEqual(waiting([row(1), row(2, { answer: "applied" })]).map((one) => one.seq), [1]);
});

test("a visit at half past midnight belongs to that night's day; a door that left is left out", () => {
  const late = row(1);
  late.command.acted_at = "2026-11-28T17:30:00.000Z";
  assert.equal(replay(server(), [late]).households.get("h").last_visit.on, "2026-11-29");
  assert.equal(replay(server(), [row(1, {}, { household: "gone" })]).households.has("gone"), false);
});

test("members are spoken to as they chose last, before the server knows; refused it was never chosen; blank is by age", () => {
  const members = [{ id: "hoa", name: "Hòa", address: "bác", addressed: "", by_age: "bác" }, { id: "minh", name: "Minh", address: "anh", addressed: "anh", by_age: "cháu" }];
  const chose = (seq, member, addressed, more = {}) => row(seq, { ...more, command: { id: `c${seq}`, verb: "choose_address", by: member, seq, args: { member, addressed } } });
  const called = (...rows) => spokenTo(members, rows).map((one) => one.address);
  assert.deepEqual(called(), ["bác", "anh"]);
  assert.deepEqual(called(chose(2, "hoa", "chú"), chose(1, "hoa", "đồng chí"), row(3)), ["chú", "anh"]);
  assert.deepEqual(called(chose(1, "minh", "", { answer: "applied" })), ["bác", "cháu"]);
  assert.deepEqual(called(chose(1, "hoa", "cô", { answer: "refused" })), ["bác", "anh"]);
  assert.equal(replay(server(), [chose(1, "hoa", "chú")]).households.get("h").unsent, undefined);
});
