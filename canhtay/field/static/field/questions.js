// Which question of a visit comes next: five taps at most from the door to the saved screen. Pure.

/**
 * The question after an answer.
 * @param {Draft} draft @param {number} residents how many are known to live there
 */
export function nextQuestion(draft, residents) {
  if (draft.outcome !== "talked") return draft.outcome === "refused" ? "save" : "hen";
  if (draft.service === undefined) return "viec";
  if (draft.service === null) return "hen";
  if (draft.resident === undefined && residents > 1) return "ai";
  return draft.step === undefined ? "muc" : "hen";
}

/**
 * One step back, "" being the door itself.
 * @param {string} question @param {Draft} draft @param {number} residents
 */
export function before(question, draft, residents) {
  if (question === "ngay") return "hen";
  if (question === "muc") return residents > 1 ? "ai" : "viec";
  if (question === "ai") return "viec";
  if (question === "hen" && draft.outcome === "talked") return draft.service ? "muc" : "viec";
  return "";
}
