// Days and hours in Vietnam, whose clocks have stood at UTC+7 without summer time since 1975: plain arithmetic, so that a
// phone set to another zone, or without zone data, still opens the right day. Pure: no words, no "now".

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const VIETNAM = 7 * HOUR;

/** The Vietnamese day a moment belongs to: 17:30 UTC is the next day's 00:30. @param {number} moment */
export function dayOf(moment) {
  return new Date(moment + VIETNAM).toISOString().slice(0, 10);
}

/** "19:30" @param {number} moment */
export function hourOf(moment) {
  return new Date(moment + VIETNAM).toISOString().slice(11, 16);
}

/** @param {string} day @param {number} n */
export function addDays(day, n) {
  return new Date(Date.parse(day) + n * DAY).toISOString().slice(0, 10);
}

/** Monday 1 … Sunday 7. @param {string} day */
export function weekdayOf(day) {
  return new Date(day).getUTCDay() || 7;
}

/** How many days `b` is after `a`. @param {string} a @param {string} b */
export function daysBetween(a, b) {
  return Math.round((Date.parse(b) - Date.parse(a)) / DAY);
}

/** A wall-clock hour of a Vietnamese day, as a moment. @param {string} day @param {string} hour */
export function momentOf(day, hour) {
  return Date.parse(`${day}T${hour.padStart(5, "0")}:00Z`) - VIETNAM;
}

/**
 * The team's hour that is going on, else the next one.
 * @param {Slot} slot @param {number} now
 */
export function nextHour(slot, now) {
  const today = dayOf(now);
  const ahead = (slot.weekday - weekdayOf(today) + 7) % 7;
  const day = addDays(today, ahead);
  const over = now >= momentOf(day, slot.starts) + (slot.minutes || 0) * 60_000;
  return hour(slot, ahead === 0 && over ? addDays(day, 7) : day, now);
}

/** @param {Slot} slot @param {string} day @param {number} now */
function hour(slot, day, now) {
  const starts = momentOf(day, slot.starts);
  return { day, starts, today: day === dayOf(now), underway: now >= starts };
}

/** Which part of a day an hour belongs to, as neighbours say it. @param {string} hour */
export function partOfDay(hour) {
  const h = Number.parseInt(hour, 10);
  if (h < 11) return "morning";
  if (h < 13) return "noon";
  return h < 18 ? "afternoon" : "evening";
}
