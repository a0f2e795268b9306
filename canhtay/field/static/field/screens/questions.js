// The questions of a visit, one a screen. Who opens one without the answers before it is led back to the door.

import { addDays, dayOf } from "../days.js";
import { now } from "../clock.js";
import { html } from "../html.js";
import { Choice, Question, Top } from "../parts.js";
import { address, capital, dayName, doorName, residentName } from "../says.js";
import { copy, drafts, go, me, today } from "../state.js";
import { useEffect } from "../vendor/hooks.js";
import { before } from "../questions.js";
import { reply, save } from "../visit.js";
import { t } from "../words.js";
import { NoSuchDoor } from "./door.js";

const DAYS_AHEAD = 14;

/** @param {{id: string, question: string}} props */
export function QuestionScreen({ id, question }) {
  const household = copy.value.households.get(id);
  const draft = drafts.value.find((one) => one.household === id);
  const lost = household && !draft;
  useEffect(() => { if (lost) go(`nha/${id}`, { replace: true }); }, [lost]);
  if (!household) return html`<${NoSuchDoor} />`;
  if (!draft) return null;
  const Body = { viec: WhichHelp, ai: ForWhom, muc: HowFar, hen: ComeBack, ngay: WhichDay }[question] ?? ComeBack;
  const back = before(question, draft, household.residents?.length ?? 0);
  return html`<${Top} to=${`nha/${id}${back && `/${back}`}`} label=${t("Quay lại")} />
    <main class="stack low"><h1 tabindex="-1">${doorName(household)}</h1><${Body} household=${household} draft=${draft} /></main>`;
}

/** @typedef {{household: Household, draft: Draft}} At */

/** @param {At} props */
function WhichHelp({ household, draft }) {
  const services = [...copy.value.services.values()].sort((a, b) => (a.order ?? 0) - (b.order ?? 0));
  /** @param {string | null} service */
  const answer = (service) => reply(household, { household: household.id, started_at: draft.started_at, outcome: draft.outcome }, { service });
  return html`<p class="note look">${t("Ta không cầm máy, không gõ mật khẩu hay mã OTP hộ bà con.")}</p>
    <${Question} title=${t("{you} giúp việc gì?", { you: address(me.value) })}>
      <${Choice} icon="chat" onClick=${() => answer(null)}>${t("Chỉ hỏi thăm")}<//>
      ${services.map((service) => html`<${Choice} key=${service.id} icon="phone" onClick=${() => answer(service.id)}>${service.name}<//>`)}
    <//>`;
}

/** @param {At} props */
function ForWhom({ household, draft }) {
  /** @param {string | null} resident */
  const answer = (resident) => reply(household, { ...draft, step: undefined }, { resident });
  return html`<${Question} title=${t("Giúp ai trong nhà?")}>
    ${household.residents.map((resident) => html`<${Choice} key=${resident.id} icon="person" onClick=${() => answer(resident.id)}>${residentName(resident, today.value)}<//>`)}
    <${Choice} icon="forward" onClick=${() => answer(null)}>${t("Người khác, hoặc bỏ qua")}<//>
  <//>`;
}

/** @param {At} props */
function HowFar({ household, draft }) {
  const service = copy.value.services.get(draft.service ?? "");
  const resident = household.residents.find((one) => one.id === draft.resident);
  const before = resident?.steps?.[draft.service ?? ""];
  return html`<${Question} title=${t("{service}: tới đâu rồi?", { service: service?.name ?? "" })}>
    ${(service?.steps ?? []).map((step) => html`<${Choice} key=${step.code} icon="step" soft=${step.code === before ? t("lần trước tới đây") : ""}
      onClick=${() => reply(household, draft, { step: step.code })}>${capital(step.name)}<//>`)}
    <${Choice} icon="forward" onClick=${() => reply(household, draft, { step: null })}>${t("Chưa xong bước nào")}<//>
  <//>`;
}

/** @param {At} props */
function ComeBack({ household, draft }) {
  const nextWeek = addDays(dayOf(now()), 7);
  return html`<${Question} title=${t("Có hẹn quay lại không?")}>
    <${Choice} icon="check" onClick=${() => save(household, draft, null)}>${t("Không hẹn")}<//>
    <${Choice} icon="calendar" soft=${dayName(nextWeek)} onClick=${() => save(household, draft, nextWeek)}>${t("Tuần sau cùng giờ")}<//>
    <${Choice} icon="calendar" onClick=${() => go(`nha/${household.id}/ngay`)}>${t("Chọn ngày")}<//>
  <//>`;
}

/** @param {At} props */
function WhichDay({ household, draft }) {
  const first = dayOf(now());
  const days = Array.from({ length: DAYS_AHEAD }, (_, n) => addDays(first, n + 1));
  return html`<${Question} title=${t("Hẹn ngày nào?")}>
    ${days.map((day, n) => html`<${Choice} key=${day} soft=${n === 0 ? t("ngày mai") : ""} onClick=${() => save(household, draft, day)}>${dayName(day)}<//>`)}
  <//>`;
}
