// What an answer of the feed does to what the phone holds: a pure plan, carried out by the store in one transaction.

/** @param {string} territory @param {string} kind @param {string} id */
export function keyOf(territory, kind, id) {
  return `${territory} ${kind} ${id}`;
}

/**
 * @param {FeedAnswer} answer
 * @param {Record<string, number>} holds the cursors as they are now
 * @param {(key: string) => number | undefined} heldSeq the seq of an object the phone holds
 * @returns {FeedPlan}
 */
export function plan(answer, holds, heldSeq) {
  /** @type {FeedPlan} */
  const todo = { empty: [], puts: [], drops: [], cursors: [], lost: answer.lost ?? [], more: false };
  for (const territory of answer.territories ?? []) {
    // A cursor behind ours: the server came back from an older copy and begins anew, and so must we.
    const anew = territory.seq < (holds[territory.id] ?? 0);
    if (anew) todo.empty.push(territory.id);
    for (const object of territory.objects ?? []) takeObject(todo, territory.id, object, anew ? () => undefined : heldSeq);
    todo.cursors.push({ id: territory.id, seq: territory.seq });
    todo.more ||= territory.more === true;
  }
  return todo;
}

/** @param {FeedPlan} todo @param {string} territory @param {FeedObject} object @param {(key: string) => number | undefined} heldSeq */
function takeObject(todo, territory, object, heldSeq) {
  const key = keyOf(territory, object.kind, object.id);
  if (object.seq < (heldSeq(key) ?? 0)) return;
  if (object.gone) todo.drops.push(key);
  else todo.puts.push({ key, territory, kind: object.kind, id: object.id, seq: object.seq, data: object.data ?? {} });
}
