// Days, doors, people and reasons as a neighbour would say them.

import { daysBetween, partOfDay, weekdayOf } from "./days.js";
import { t } from "./words.js";

/** @param {number} n Monday 1 … Sunday 7 */
export function weekday(n) {
  return [t("Chủ Nhật"), t("Thứ Hai"), t("Thứ Ba"), t("Thứ Tư"), t("Thứ Năm"), t("Thứ Sáu"), t("Thứ Bảy")][n % 7];
}

/** "Thứ Bảy 28/11" @param {string} day */
export function dayName(day) {
  return `${weekday(weekdayOf(day))} ${shortDay(day)}`;
}

/** "28/11" @param {string} day */
function shortDay(day) {
  return `${Number(day.slice(8))}/${Number(day.slice(5, 7))}`;
}

/** "hôm nay", "hôm qua", "Thứ Ba 17/11" @param {string} day @param {string} today */
export function agoDay(day, today) {
  const ago = daysBetween(day, today);
  if (ago === 0) return t("hôm nay");
  return ago === 1 ? t("hôm qua") : dayName(day);
}

/** "tối nay", "Thứ Bảy 28/11" @param {{day: string, today: boolean, underway: boolean}} hour @param {string} starts */
export function whenOf(hour, starts) {
  if (!hour.today) return dayName(hour.day);
  if (hour.underway) return t("đang diễn ra");
  const parts = { morning: t("sáng nay"), noon: t("trưa nay"), afternoon: t("chiều nay"), evening: t("tối nay") };
  return parts[/** @type {keyof typeof parts} */ (partOfDay(starts))];
}

/** @param {Reason | null} reason @param {string} today */
export function reasonSays(reason, today) {
  if (!reason) return "";
  if (reason.kind === "never_opened") return t("Nhà chưa mở cửa lần nào");
  if (reason.kind !== "come_back" || !reason.due_on) return reason.sentence;
  const late = daysBetween(reason.due_on, today);
  if (late < 0) return t("Bà con hẹn quay lại {day}", { day: dayName(reason.due_on) });
  if (late === 0) return t("Bà con hẹn quay lại hôm nay");
  return t("Bà con hẹn quay lại từ {day}", { day: late < 7 ? inSentence(weekday(weekdayOf(reason.due_on))) : shortDay(reason.due_on) });
}

/** "thứ Ba" inside a sentence, as Vietnamese writes it. @param {string} name */
function inSentence(name) {
  return name.replace(/^Thứ /, "thứ ").replace(/^Chủ /, "chủ ");
}

/** @param {Household} household */
export function doorName(household) {
  return household.name || t("Nhà số {number}", { number: household.number });
}

/** What a kept command is about. On a phone the server did not know for a while it has no name until its door is back. @param {{title?: string, command: Command}} row @param {Copy} copy */
export function titleOf({ title, command }, { households }) {
  const household = command.verb === "record_visit" ? households.get(command.args.household) : undefined;
  return title || (household ? doorName(household) : t("Một việc đã ghi"));
}

/** "Số 12/3A, đối diện trạm y tế" @param {Household} household */
export function doorPlace(household) {
  const number = household.name && household.number ? t("Số {number}", { number: household.number }) : "";
  return capital([number, household.hint].filter(Boolean).join(", "));
}

/** "Bà Nguyễn Thị Lan", or what is known of somebody without a name. @param {Resident} resident @param {string} today */
export function residentName(resident, today) {
  const age = resident.birth_year ? Number(today.slice(0, 4)) - resident.birth_year : null;
  const called = calledBy(resident.gender, age);
  if (resident.name) return called ? `${called} ${resident.name}` : resident.name;
  const who = called || t("Một người");
  return resident.birth_year ? t("{who}, sinh năm {year}", { who, year: resident.birth_year }) : who;
}

/** @param {"M" | "F" | null} gender @param {number | null} age */
function calledBy(gender, age) {
  if (age !== null && age < 18) return t("Cháu");
  if (!gender || age === null) return "";
  if (age >= 60) return gender === "F" ? t("Bà") : t("Ông");
  if (age >= 40) return gender === "F" ? t("Cô") : t("Chú");
  return gender === "F" ? t("Chị") : t("Anh");
}

/** @param {string} outcome */
export function outcomeSays(outcome) {
  return { talked: t("có nói chuyện"), nobody: t("không có ai ở nhà"), not_now: t("hẹn lúc khác"), refused: t("bà con chưa muốn") }[outcome] ?? outcome;
}

/** "bác Hòa": how one is spoken to, and the given name, which stands last. @param {Member | null} member */
export function calledName(member) {
  if (!member) return "";
  const given = member.name.trim().split(/\s+/).at(-1) ?? "";
  return [member.address, given].filter(Boolean).join(" ");
}

/** @param {Member | null} member */
export function address(member) {
  return capital(member?.address || t("bác"));
}

/** @param {string} text */
export function capital(text) {
  return text.charAt(0).toLocaleUpperCase("vi") + text.slice(1);
}

/** @param {Copy} copy @param {string} service @param {string | undefined} step */
export function stepSays(copy, service, step) {
  const known = copy.services.get(service);
  const name = known?.steps?.find((one) => one.code === step)?.name ?? step ?? "";
  return `${known?.name ?? service}: ${name}`;
}
