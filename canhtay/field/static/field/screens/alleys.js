// All alleys and doors, so that any door can be visited; found by name, number or alley, with or without diacritics.

import { doors, dueDoors, search } from "../doors.js";
import { html } from "../html.js";
import { Icon } from "../icons.js";
import { Nav, Top } from "../parts.js";
import { agoDay, outcomeSays, reasonSays } from "../says.js";
import { copy, today } from "../state.js";
import { useSignal } from "../vendor/signals.js";
import { t } from "../words.js";
import { DoorRow } from "./door-row.js";

const MOST_FOUND = 30;

export function Alleys() {
  const asked = useSignal("");
  const all = doors(copy.value);
  return html`
    <header><h1 tabindex="-1">${t("Ngõ xóm")}</h1></header>
    <main class="stack">
      <div class="field"><label for="search">${t("Tìm nhà")}</label>
        <input id="search" type="search" autocomplete="off" enterkeyhint="search" value=${asked.value} onInput=${(/** @type {any} */ event) => { asked.value = event.target.value; }} />
        <p class="soft">${t("Gõ tên, số nhà hoặc ngõ; không cần dấu.")}</p></div>
      ${asked.value.trim() ? html`<${Found} found=${search(all, asked.value)} />` : html`<${AlleyList} all=${all} />`}
    </main>
    <${Nav} at="alleys" />`;
}

/** @param {{found: Door[]}} props */
function Found({ found }) {
  return html`<section class="card" aria-live="polite">
    <h2>${found.length ? t("Tìm thấy {n} nhà", { n: found.length }) : t("Không thấy nhà nào")}</h2>
    ${found.length === 0 && html`<p class="soft">${t("Thử gõ ít chữ hơn, hoặc chỉ số nhà.")}</p>`}
    <ul class="rows">${found.slice(0, MOST_FOUND).map((door) => html`<${DoorRow} key=${door.household.id} door=${door} alley />`)}</ul>
    ${found.length > MOST_FOUND && html`<p class="soft">${t("Còn nhiều nhà nữa: gõ thêm chữ.")}</p>`}
  </section>`;
}

/** @param {{all: Door[]}} props */
function AlleyList({ all }) {
  if (!all.length) return html`<section class="card"><h2>${t("Chưa có nhà nào")}</h2><p class="soft">${t("Khi phường đưa danh sách nhà của tổ lên, các nhà hiện ở đây.")}</p></section>`;
  const due = new Set(dueDoors(copy.value, today.value).map((door) => door.household.id));
  return html`<section class="card"><ul class="rows">${[...byAlley(all)].map(([id, list]) => {
    const waits = list.filter((door) => due.has(door.household.id)).length;
    return html`<li key=${id}><a href=${`#/ngo/${id}`}><${Icon} name="alley" /><span class="grow"><b>${list[0].alley?.name ?? t("Nhà chưa rõ ngõ")}</b>
      <span class="under">${t("{n} nhà", { n: list.length })}${waits ? ` · ${t("{n} nhà nên ghé", { n: waits })}` : ""}</span></span><${Icon} name="forward" /></a></li>`;
  })}</ul></section>`;
}

/** @param {Door[]} all @returns {Map<string, Door[]>} */
function byAlley(all) {
  const groups = new Map();
  for (const door of all) groups.set(door.household.alley, [...(groups.get(door.household.alley) ?? []), door]);
  return groups;
}

/** @param {{id: string}} props */
export function Alley({ id }) {
  const all = doors(copy.value).filter((door) => door.household.alley === id);
  const due = new Map(dueDoors(copy.value, today.value).map((door) => [door.household.id, door.reason]));
  return html`
    <${Top} to="ngo" label=${t("Ngõ xóm")} />
    <main class="stack"><h1 tabindex="-1">${all[0]?.alley?.name ?? t("Nhà chưa rõ ngõ")}</h1>
      <section class="card"><ul class="rows">${all.map((door) => html`<${DoorRow} key=${door.household.id} door=${door}
        under=${reasonSays(due.get(door.household.id) ?? null, today.value) || (door.household.last_visit ? lastVisitSays(door.household) : "")} />`)}</ul></section></main>`;
}

/** @param {Household} household */
export function lastVisitSays({ last_visit: last }) {
  if (!last) return t("Chưa ai ghi lần ghé nào");
  const what = t("Lần trước {day}: {outcome}", { day: agoDay(last.on, today.value), outcome: outcomeSays(last.outcome) });
  return last.by ? `${what} (${last.by})` : what;
}
