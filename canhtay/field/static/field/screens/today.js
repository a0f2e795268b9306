// The first page: whom one is, when the team meets, which doors and why, and whether everything has arrived.

import { now } from "../clock.js";
import { nextHour } from "../days.js";
import { dueDoors, metDoors } from "../doors.js";
import { html } from "../html.js";
import { Icon } from "../icons.js";
import { Nav, ReadAloud } from "../parts.js";
import { calledName, dayName, doorName, reasonSays, whenOf } from "../says.js";
import { copy, drafts, me, members, meta, syncing, team, today } from "../state.js";
import { useSignal } from "../vendor/signals.js";
import { t } from "../words.js";
import { DoorRow } from "./door-row.js";
import { Figures } from "./figures.js";

const FIRST = 3;

export function Today() {
  const people = members.value.length;
  return html`
    <header class="row"><div class="grow"><h1 tabindex="-1">${t("Chào {who}", { who: calledName(me.value) })}</h1><p class="soft">${dayName(today.value)}</p></div><${ReadAloud} /></header>
    <main class="stack">
      <${Trouble} />
      <${TeamHour} />
      <${Unfinished} />
      <${Due} />
      <${Met} />
      <${Figures} />
      ${people > 1 && html`<a class="card" href="#/nguoi"><${Icon} name="people" /><span class="grow">${t("Không phải {who}? Đổi người", { who: calledName(me.value) })}</span><${Icon} name="forward" /></a>`}
    </main>
    <${Nav} at="today" />`;
}

/** What the server said to the phone as a whole. Nothing held is lost by it, and that is said first. */
function Trouble() {
  const { trouble } = meta.value;
  if (!trouble) return null;
  return html`<section class="note wait"><p><b>${t("Việc đã ghi vẫn còn nguyên trong máy.")}</b> ${trouble.sentence}</p></section>`;
}

function TeamHour() {
  const slot = team.value?.slot;
  if (!team.value) return null;
  if (!slot) return html`<section class="card"><h2>${t("Buổi của tổ")}</h2><p class="soft">${t("Tổ chưa chọn buổi cố định. Chọn xong, giờ và chỗ gặp hiện ở đây.")}</p></section>`;
  const hour = nextHour(slot, now());
  const when = whenOf(hour, slot.starts);
  return html`<section class=${hour.today ? "card hour" : "card"}>
    <p>${hour.today ? t("Buổi của tổ, {when}", { when }) : t("Buổi tới của tổ")}</p>
    <p class="when num">${hour.today ? slot.starts : `${when}, ${slot.starts}`}</p>
    <p>${slot.place}</p></section>`;
}

/** A visit somebody began and did not finish, in a tab that was closed. */
function Unfinished() {
  const known = drafts.value.map((draft) => copy.value.households.get(draft.household)).filter((one) => one !== undefined);
  return known.map((household) => html`<a class="card" href=${`#/nha/${household.id}`}><${Icon} name="step" />
    <span class="grow"><b>${t("Đang ghi dở")}</b><span class="under">${doorName(household)}</span></span><${Icon} name="forward" /></a>`);
}

function Due() {
  const shown = useSignal(FIRST);
  const doors = dueDoors(copy.value, today.value);
  if (!copy.value.households.size) return html`<${NoDoorsYet} />`;
  if (!doors.length) return html`<section class="card stack"><h2>${t("Hôm nay không nhà nào chờ")}</h2>
    <p class="soft">${t("Vẫn ghé được nhà quen: chọn nhà trong Ngõ xóm.")}</p><a class="button" href="#/ngo"><${Icon} name="alley" />${t("Mở Ngõ xóm")}</a></section>`;
  const left = doors.length - shown.value;
  const title = left > 0 ? t("{n} nhà nên ghé trước", { n: shown.value }) : t("{n} nhà nên ghé", { n: doors.length });
  return html`<section class="card"><h2>${title}</h2>
    <ul class="rows">${doors.slice(0, shown.value).map((door) => html`<${DoorRow} key=${door.household.id} door=${door} under=${reasonSays(door.reason, today.value)} alley />`)}</ul>
    ${left > 0 && html`<button type="button" class="button wide" onClick=${() => { shown.value += 10; }}>${t("Xem thêm nhà, còn {n}", { n: left })}</button>`}
  </section>`;
}

function NoDoorsYet() {
  if (!meta.value.pulled) {
    return html`<section class="card"><h2>${syncing.value ? t("Đang lấy danh sách nhà…") : t("Chưa lấy được danh sách nhà")}</h2>
      <p class="soft">${t("Cần có mạng lần đầu. Máy tự lấy ngay khi có mạng.")}</p></section>`;
  }
  return html`<section class="card"><h2>${t("Chưa có nhà nào")}</h2><p class="soft">${t("Khi phường đưa danh sách nhà của tổ lên, các nhà hiện ở đây.")}</p></section>`;
}

function Met() {
  const doors = metDoors(copy.value, today.value);
  if (!doors.length) return null;
  return html`<section class="card"><h2>${t("{n} nhà đã ghi hôm nay", { n: doors.length })}</h2>
    <ul class="rows">${doors.map((door) => html`<${DoorRow} key=${door.household.id} door=${door} alley />`)}</ul></section>`;
}
