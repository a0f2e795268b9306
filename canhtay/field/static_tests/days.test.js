import assert from "node:assert/strict";
import { test } from "node:test";
import { addDays, daysBetween, dayOf, hourOf, momentOf, nextHour, partOfDay, weekdayOf } from "../static/field/days.js";

const at = (day, hour) => momentOf(day, hour);
const saturday = { weekday: 6, starts: "19:30", minutes: 60, place: "" };

test("half past midnight in Vietnam is another day than half past eleven at night", () => {
  assert.equal(dayOf(Date.parse("2026-11-28T16:30:00Z")), "2026-11-28");
  assert.equal(dayOf(Date.parse("2026-11-28T17:30:00Z")), "2026-11-29");
  assert.equal(hourOf(Date.parse("2026-11-28T17:30:00Z")), "00:30");
});

test("days are counted over the ends of months and years, leap days too", () => {
  assert.equal(addDays("2026-12-31", 1), "2027-01-01");
  assert.equal(addDays("2028-02-28", 1), "2028-02-29");
  assert.equal(daysBetween("2026-11-24", "2026-12-01"), 7);
  assert.equal(weekdayOf("2026-11-29"), 7);
  assert.equal(weekdayOf("2026-11-30"), 1);
});

test("the next hour is the one going on, until it is over, then next week's", () => {
  for (const [day, hour, next, today, underway] of [
    ["2026-11-27", "23:30", "2026-11-28", false, false],
    ["2026-11-28", "00:30", "2026-11-28", true, false],
    ["2026-11-28", "20:00", "2026-11-28", true, true],
    ["2026-11-28", "20:30", "2026-12-05", false, false],
    ["2026-11-29", "08:00", "2026-12-05", false, false],
  ]) {
    const got = nextHour(saturday, at(day, hour));
    assert.deepEqual([got.day, got.today, got.underway], [next, today, underway], `${day} ${hour}`);
  }
});

test("an hour that begins at nine needs no leading nought", () => {
  assert.equal(nextHour({ ...saturday, starts: "9:00" }, at("2026-11-28", "08:00")).starts, momentOf("2026-11-28", "09:00"));
});

test("parts of the day as neighbours say them", () => {
  assert.deepEqual(["07:30", "11:30", "15:00", "19:30"].map(partOfDay), ["morning", "noon", "afternoon", "evening"]);
});
