import assert from "node:assert/strict";
import { test } from "node:test";
import { copyOf, door, doors, dueDoors, fold, metDoors, search } from "../static/field/doors.js";

const TODAY = "2026-11-28";
const object = (kind, id, data) => ({ key: `t ${kind} ${id}`, territory: "t", kind, id, seq: 1, data });
const house = (id, alley, number, order, more = {}) => object("household", id, { alley, number, order, name: "", hint: "", residents: [], last_visit: null, opened_on: null, ...more });
const reason = (id, household, kind, weight, due_on = "2026-11-01", until = null) => object("reason", id, { household, kind, weight, due_on, until, sentence: "" });
const alleys = [object("alley", "b", { name: "Ngõ 45", order: 2 }), object("alley", "a", { name: "Ngõ Đình Đông", order: 1 })];
const names = (list) => list.map((one) => one.household.id);

test("what a thumb types finds what a clerk wrote", () => {
  assert.equal(fold("Ngõ ĐÌNH Đông, Nguyễn Thị Lựu"), "ngo dinh dong, nguyen thi luu");
  assert.equal(fold("Ngõ"), "ngo"); // a combining tilde
});

test("promises first, the longest promised foremost; then weight; then the way one walks", () => {
  const copy = copyOf([...alleys, house("1", "b", "12/10", 1), house("2", "b", "12/3A", 1), house("3", "a", "9", 1), house("4", "a", "2", 9), house("5", "a", "1", 9),
    reason("r1", "1", "never_opened", 5), reason("r2", "2", "never_opened", 5), reason("r3", "3", "recall", 9), reason("r4", "4", "come_back", 1, TODAY), reason("r5", "5", "come_back", 1, "2026-11-24")]);
  assert.deepEqual(names(dueDoors(copy, TODAY)), ["5", "4", "3", "2", "1"]);
});

test("not yet due, no longer due, gone, or met today: no door of today", () => {
  const copy = copyOf([...alleys, house("1", "a", "1", 1), house("2", "a", "2", 2), house("3", "a", "3", 3, { last_visit: { outcome: "nobody", on: TODAY, by: "" } }),
    reason("r1", "1", "come_back", 1, "2026-11-29"), reason("r2", "2", "campaign", 1, "2026-11-01", "2026-11-27"), reason("r3", "3", "never_opened", 1), reason("r4", "gone", "never_opened", 1)]);
  assert.deepEqual(names(dueDoors(copy, TODAY)), []);
  assert.deepEqual(names(metDoors(copy, TODAY)), ["3"]);
  assert.equal(door(copy, "2", TODAY).reason, null);
  assert.equal(door(copy, "nobody", TODAY), null);
});

test("a door with several reasons stands once, with the most pressing", () => {
  const copy = copyOf([...alleys, house("1", "a", "1", 1), reason("r1", "1", "never_opened", 9), reason("r2", "1", "come_back", 1)]);
  assert.deepEqual(dueDoors(copy, TODAY).map((one) => one.reason.id), ["r2"]);
});

test("every word asked for is somewhere on the door", () => {
  const copy = copyOf([...alleys, house("1", "b", "12/3A", 1, { name: "Nhà bà Lan", residents: [{ id: "x", name: "Đỗ Văn Đức", gender: "M", birth_year: 1980 }] }), house("2", "a", "7", 1)]);
  for (const [asked, found] of [["ba lan", ["1"]], ["12/3a", ["1"]], ["dinh dong 7", ["2"]], ["do duc", ["1"]], ["lan 7", []], ["ngo", ["2", "1"]]]) {
    assert.deepEqual(names(search(doors(copy), asked)), found, asked);
  }
});

test("an unknown kind and unknown fields harm nothing", () => {
  const copy = copyOf([object("weather", "w", {}), house("1", "a", "1", 1, { colour: "blue" })]);
  assert.deepEqual(names(doors(copy)), ["1"]);
});
