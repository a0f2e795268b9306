import assert from "node:assert/strict";
import { test } from "node:test";
import { keyOf, plan } from "../static/field/feed.js";

const held = (seqs) => (key) => seqs[key];
const A = keyOf("t", "alley", "a");
const one = (seq, more = { data: { name: "Ngõ 45" } }) => ({ kind: "alley", id: "a", seq, ...more });
const answer = (seq, objects, more = {}) => ({ now: "", territories: [{ id: "t", seq, more: false, objects, ...more }], lost: [] });

test("newer objects are put, gone ones dropped, the cursor moves", () => {
  const todo = plan(answer(9, [one(8), { kind: "reason", id: "r", seq: 9, gone: true }]), { t: 5 }, held({ [A]: 3 }));
  assert.deepEqual(todo.puts.map((put) => [put.key, put.seq, put.data]), [[A, 8, { name: "Ngõ 45" }]]);
  assert.deepEqual([todo.drops, todo.cursors, todo.empty, todo.more], [[keyOf("t", "reason", "r")], [{ id: "t", seq: 9 }], [], false]);
});

test("an object older than the held one is not applied; the same once more is", () => {
  assert.equal(plan(answer(9, [one(2)]), { t: 9 }, held({ [A]: 3 })).puts.length, 0);
  assert.equal(plan(answer(9, [one(3)]), { t: 9 }, held({ [A]: 3 })).puts.length, 1);
  assert.equal(plan(answer(9, [one(2, { gone: true })]), { t: 9 }, held({ [A]: 3 })).drops.length, 0);
});

test("a server restored from an older copy: what is held of the territory goes, its objects come anew", () => {
  const todo = plan(answer(4, [one(2)]), { t: 9 }, held({ [A]: 8 }));
  assert.deepEqual([todo.empty, todo.puts.length, todo.cursors], [["t"], 1, [{ id: "t", seq: 4 }]]);
});

test("more of one territory asks again; lost ones are named; missing lists are none", () => {
  assert.equal(plan(answer(9, [], { more: true }), {}, held({})).more, true);
  assert.deepEqual(plan({ now: "", lost: ["x"] }, {}, held({})).lost, ["x"]);
  assert.deepEqual(plan({ now: "", territories: [{ id: "t", seq: 0 }] }, {}, held({})).cursors, [{ id: "t", seq: 0 }]);
});
