// Which doors, in which order, for which reason. Pure: a copy of the server's register in, lists out.

/** Without diacritics and capitals, đ as d: what a thumb types finds what a clerk wrote. @param {string} text */
export function fold(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d").toLowerCase().trim();
}

/**
 * The server's objects by kind and id.
 * @param {Stored[]} objects @returns {Copy}
 */
export function copyOf(objects) {
  /** @type {Copy} */
  const copy = { teams: new Map(), alleys: new Map(), households: new Map(), reasons: new Map(), services: new Map() };
  /** @type {Record<string, Map<string, any>>} */
  const shelves = { team: copy.teams, alley: copy.alleys, household: copy.households, reason: copy.reasons, service: copy.services };
  for (const { kind, id, territory, data } of objects) shelves[kind]?.set(id, { id, territory, ...data });
  return copy;
}

/**
 * Today's doors. A door met today is not due again, whoever met it; of several reasons the most pressing speaks.
 * @param {Copy} copy @param {string} today @returns {Door[]}
 */
export function dueDoors(copy, today) {
  /** @type {Map<string, Reason>} */
  const best = new Map();
  for (const reason of copy.reasons.values()) {
    if (!isDue(reason, today) || !copy.households.has(reason.household)) continue;
    const other = best.get(reason.household);
    if (!other || byPressure(reason, other) < 0) best.set(reason.household, reason);
  }
  return [...best.values()]
    .map((reason) => doorOf(copy, /** @type {Household} */ (copy.households.get(reason.household)), reason))
    .filter((door) => door.household.last_visit?.on !== today)
    .sort((a, b) => byPressure(/** @type {Reason} */ (a.reason), /** @type {Reason} */ (b.reason)) || asWalked(a, b));
}

/** The doors met today, as the server knows or this phone still keeps. @param {Copy} copy @param {string} today */
export function metDoors(copy, today) {
  return doors(copy).filter((door) => door.household.last_visit?.on === today);
}

/** All doors in walking order, with the reason that would be shown. @param {Copy} copy @returns {Door[]} */
export function doors(copy) {
  return [...copy.households.values()].map((household) => doorOf(copy, household, null)).sort(asWalked);
}

/** @param {Copy} copy @param {string} id @param {string} today @returns {Door | null} */
export function door(copy, id, today) {
  const household = copy.households.get(id);
  if (!household) return null;
  const reasons = [...copy.reasons.values()].filter((reason) => reason.household === id && isDue(reason, today));
  return doorOf(copy, household, reasons.sort(byPressure)[0] ?? null);
}

/** @param {Door[]} all @param {string} asked */
export function search(all, asked) {
  const words = fold(asked).split(/\s+/).filter(Boolean);
  return all.filter((door) => {
    const text = fold([nameOfAlley(door), door.household.number, door.household.name, door.household.hint,
      ...(door.household.residents ?? []).map((resident) => resident.name)].join(" "));
    return words.every((word) => text.includes(word));
  });
}

/** @param {Copy} copy @param {Household} household @param {Reason | null} reason @returns {Door} */
function doorOf(copy, household, reason) {
  return { household, alley: copy.alleys.get(household.alley) ?? null, reason };
}

/** @param {Door} door */
function nameOfAlley(door) {
  return door.alley?.name ?? "";
}

/** @param {Reason} reason @param {string} today */
function isDue(reason, today) {
  return (!reason.due_on || reason.due_on <= today) && (!reason.until || today <= reason.until);
}

/** A promise to come back goes first, the longest promised foremost; then what weighs more. @param {Reason} a @param {Reason} b */
function byPressure(a, b) {
  const [promiseA, promiseB] = [a.kind === "come_back", b.kind === "come_back"];
  if (promiseA !== promiseB) return promiseA ? -1 : 1;
  const earlier = promiseA ? (a.due_on ?? "").localeCompare(b.due_on ?? "") : 0;
  return earlier || (b.weight ?? 0) - (a.weight ?? 0);
}

/** Alley by alley, door by door; "12/3A" before "12/10". @param {Door} a @param {Door} b */
function asWalked(a, b) {
  return (a.alley?.order ?? 1e9) - (b.alley?.order ?? 1e9)
    || byNumber(nameOfAlley(a), nameOfAlley(b))
    || (a.household.order ?? 1e9) - (b.household.order ?? 1e9)
    || byNumber(a.household.number, b.household.number);
}

/** @param {string} a @param {string} b */
function byNumber(a, b) {
  return (a ?? "").localeCompare(b ?? "", "vi", { numeric: true });
}
