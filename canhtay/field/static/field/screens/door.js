// At a door: who lives there, why one came, and the first question.

import { door as doorOf } from "../doors.js";
import { html } from "../html.js";
import { Choice, Question, ReadAloud, Top } from "../parts.js";
import { doorName, doorPlace, reasonSays, residentName, stepSays } from "../says.js";
import { nextQuestion } from "../questions.js";
import { copy, drafts, go, today } from "../state.js";
import { reply } from "../visit.js";
import { t } from "../words.js";
import { lastVisitSays } from "./alleys.js";
import { Written } from "./door-row.js";

/** @param {{id: string}} props */
export function DoorScreen({ id }) {
  const door = doorOf(copy.value, id, today.value);
  if (!door) return html`<${NoSuchDoor} />`;
  const { household } = door;
  /** @param {string} outcome */
  const answer = (outcome) => reply(household, undefined, { outcome });
  return html`
    <${Top} to=${door.alley ? `ngo/${door.alley.id}` : "ngo"} label=${door.alley?.name ?? t("Ngõ xóm")} />
    <main class="stack low">
      <section class="card stack tight"><div class="row"><h1 class="grow" tabindex="-1">${doorName(household)}</h1><${ReadAloud} /></div>
        ${doorPlace(household) && html`<p class="soft">${doorPlace(household)}</p>`}
        ${door.reason && html`<p><b>${reasonSays(door.reason, today.value)}</b></p>`}
        <${Residents} household=${household} />
        <p class="soft">${lastVisitSays(household)}</p>
        <${Written} household=${household} />
      </section>
      <${GoOn} household=${household} />
      <${Question} title=${t("Có ai ở nhà không?")}>
        <${Choice} icon="person" main onClick=${() => answer("talked")}>${t("Có, đang nói chuyện")}<//>
        <${Choice} icon="house" onClick=${() => answer("nobody")}>${t("Không có ai")}<//>
        <${Choice} icon="clock" onClick=${() => answer("not_now")}>${t("Hẹn lúc khác")}<//>
        <${Choice} icon="close" onClick=${() => answer("refused")}>${t("Bà con chưa muốn")}<//>
      <//>
    </main>`;
}

/** @param {{household: Household}} props */
function Residents({ household }) {
  const residents = household.residents ?? [];
  if (!residents.length) return null;
  return html`<ul class="residents plain-list">${residents.map((resident) => html`<li>${residentName(resident, today.value)}
    ${Object.entries(resident.steps ?? {}).map(([service, step]) => html`<span class="under">${stepSays(copy.value, service, step)}</span>`)}</li>`)}</ul>`;
}

/** A visit left half-way goes on where it stopped. @param {{household: Household}} props */
function GoOn({ household }) {
  const draft = drafts.value.find((one) => one.household === household.id);
  if (!draft) return null;
  const question = nextQuestion(draft, household.residents?.length ?? 0);
  return html`<button type="button" class="button big" onClick=${() => go(`nha/${household.id}/${question}`)}>${t("Ghi tiếp việc đang dở")}</button>`;
}

export function NoSuchDoor() {
  return html`<main class="stack"><h1 tabindex="-1">${t("Nhà này không còn trong danh sách")}</h1>
    <p>${t("Có thể nhà đã chuyển sang tổ khác. Việc đã ghi không mất.")}</p><a class="button big main" href="#/">${t("Về hôm nay")}</a></main>`;
}
