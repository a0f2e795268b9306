// The honest numbers: what the server has, what only this phone has, what was refused, and when they last spoke.

import { dayOf, hourOf } from "../days.js";
import { html } from "../html.js";
import { Icon } from "../icons.js";
import { agoDay } from "../says.js";
import { meta, refused, today, unsent } from "../state.js";
import { t } from "../words.js";

export function Figures() {
  const waits = unsent.value.length;
  const no = refused.value.length;
  return html`<a class="card figures-row" href="#/may"><span class="grow tags">
      <span class="tag done num">${t("{n} đã lên máy chủ", { n: meta.value.sent ?? 0 })}</span>
      ${waits > 0 && html`<span class="tag wait num">${t("{n} còn trong máy", { n: waits })}</span>`}
      ${no > 0 && html`<span class="tag look num">${t("{n} bị từ chối", { n: no })}</span>`}
      <span class="soft">${contactSays()}</span>
    </span><${Icon} name="forward" /></a>`;
}

export function contactSays() {
  const { contact } = meta.value;
  if (!contact) return t("Chưa gặp máy chủ lần nào");
  return t("Gặp máy chủ lúc {hour}, {day}", { hour: hourOf(contact), day: agoDay(dayOf(contact), today.value) });
}
