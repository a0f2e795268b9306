// Writing one visit: which question comes next, and what the answers become. Answers live in the draft, so a tab that is
// killed comes back to the same question.

import { newId } from "./ids.js";
import { nextQuestion } from "./questions.js";
import { now, stamp } from "./clock.js";
import { calledName, doorName, stepSays } from "./says.js";
import { copy, go, me } from "./state.js";
import * as store from "./store.js";

/** @param {Household} household @param {Draft | undefined} draft @param {Partial<Draft>} answer */
export async function reply(household, draft, answer) {
  const written = { household: household.id, started_at: now(), ...draft, ...answer };
  if (written.resident === undefined && household.residents?.length === 1) written.resident = household.residents[0].id;
  const question = nextQuestion(written, household.residents?.length ?? 0);
  if (question === "save") return save(household, written, null);
  await store.saveDraft(written);
  go(`nha/${household.id}/${question}`);
}

/** @param {Household} household @param {Draft} draft @param {string | null} comeBackOn */
export async function save(household, draft, comeBackOn) {
  const member = /** @type {Member} */ (me.value);
  const id = newId();
  await store.keepVisit(
    { id, verb: "record_visit", by: member.id, acted_at: stamp(), args: argsOf(household, draft, comeBackOn) },
    { by_name: calledName(member), title: doorName(household), saved_at: Date.now() },
  );
  go(`xong/${id}`, { replace: true });
}

/** @param {Household} household @param {Draft} draft @param {string | null} comeBackOn @returns {VisitArgs} */
function argsOf(household, draft, comeBackOn) {
  const { outcome = "talked", service, resident, step } = draft;
  const reached = outcome === "talked" && service && step;
  return {
    visit: newId(),
    household: household.id,
    outcome,
    come_back_on: comeBackOn,
    // The protocol knows steps of residents only; help to somebody not on the list is kept in words, not lost.
    note: reached && !resident ? stepSays(copy.value, service, step) : "",
    helped: reached && resident ? [{ resident, service, step }] : [],
  };
}
