import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { offsetFrom } from "../static/field/clock.js";
import { newId } from "../static/field/ids.js";
import { before, nextQuestion } from "../static/field/questions.js";
import { t } from "../static/field/words.js";

const FIELD = new URL("../static/field/", import.meta.url);

test("an id is a UUIDv7 of its moment", () => {
  assert.equal(newId(0x0197c0ffee12, new Uint8Array(10).fill(0xff)), "0197c0ff-ee12-7fff-bfff-ffffffffffff");
  assert.match(newId(), /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.equal(new Set(Array.from({ length: 1000 }, () => newId(1))).size, 1000);
});

test("the server's now belongs to the middle of the request", () => {
  assert.equal(offsetFrom("1970-01-01T00:01:00.000Z", 1000, 3000), 58_000);
  assert.equal(offsetFrom("nonsense", 0, 0), null);
});

test("no way from door to saved takes more than five taps, and each leads one step back", () => {
  const answers = { viec: { service: "vneid" }, ai: { resident: "lan" }, muc: { step: "alone" } };
  for (const [start, residents, way] of [
    [{ outcome: "talked" }, 2, ["viec", "ai", "muc", "hen"]],
    [{ outcome: "talked", resident: "lan" }, 1, ["viec", "muc", "hen"]],
    [{ outcome: "talked" }, 0, ["viec", "muc", "hen"]],
    [{ outcome: "talked", service: null }, 2, ["hen"]],
    [{ outcome: "nobody" }, 2, ["hen"]],
    [{ outcome: "not_now" }, 2, ["hen"]],
    [{ outcome: "refused" }, 2, ["save"]],
  ]) {
    let draft = start;
    const seen = [];
    for (let next = nextQuestion(draft, residents); ; next = nextQuestion(draft, residents)) {
      seen.push(next);
      if (!answers[next]) break;
      draft = { ...draft, ...answers[next] };
    }
    assert.deepEqual(seen, way);
    assert.ok(1 + seen.length <= 5);
    if (way.length > 1) assert.deepEqual(way.slice(1).map((question) => before(question, draft, residents)), way.slice(0, -1));
  }
});

test("words: names are filled in, an unknown one stays visible", () => {
  assert.equal(t("Chào {who}", { who: "bác Hòa" }), "Chào bác Hòa");
  assert.equal(t("{a} {b}", { a: 0 }), "0 {b}");
});

test("imports are relative, end in .js and with a semicolon: else Django would not give them their hashed names", () => {
  for (const [name, text] of sources()) {
    for (const line of text.split("\n").filter((one) => /^\s*(import|export)\b.*\bfrom\b|^import "/.test(one))) {
      assert.match(line, /from "\.{1,2}\/[\w./-]+\.js";$/, `${name}: ${line}`);
    }
    assert.doesNotMatch(text, /\bstyle=|innerHTML|\beval\(|https?:\/\//, name);
    assert.doesNotMatch(text, /import\("/, name);
  }
});

test("only its file touches the database, only its file the network", () => {
  for (const [name, text] of sources()) {
    if (name !== "store.js") assert.doesNotMatch(text, /dexie|\bdb\.|indexedDB\./i, name);
    if (!["transport.js", "worker.js"].includes(name)) assert.doesNotMatch(text, /\bfetch\(|XMLHttpRequest|sendBeacon/, name);
  }
});

function sources() {
  const files = [...readdirSync(FIELD), ...readdirSync(new URL("screens/", FIELD)).map((name) => `screens/${name}`)];
  return files.filter((name) => name.endsWith(".js")).map((name) => [name, readFileSync(new URL(name, FIELD), "utf8")]);
}
