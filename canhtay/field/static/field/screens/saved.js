// Written down. Taking it back is the biggest thing here for as long as that is true, which is until it is sent.

import { dayName, outcomeSays, stepSays, titleOf } from "../says.js";
import { html } from "../html.js";
import { Icon } from "../icons.js";
import { mayUndo } from "../outbox.js";
import { copy, go, outbox } from "../state.js";
import { takeBack } from "../store.js";
import { useSignal } from "../vendor/signals.js";
import { t } from "../words.js";

/** @param {{id: string}} props */
export function Saved({ id }) {
  const late = useSignal(false);
  const row = outbox.value.find((one) => one.id === id);
  async function undo() {
    const { household } = visitOf(/** @type {OutboxRow} */ (row)).args;
    if (await takeBack(id)) go(`nha/${household}`, { replace: true });
    else late.value = true;
  }
  return html`<main class="stack low">
    <section class="card saved stack tight"><${Icon} name="check" /><h1 tabindex="-1">${t("Đã ghi")}</h1>${row && html`<${What} row=${row} />`}</section>
    <div class="answers">
      ${mayUndo(row) && !late.value
        ? html`<button type="button" class="button big" onClick=${undo}><${Icon} name="undo" /><span class="grow">${t("Hoàn tác")}<span class="under">${t("Bỏ, ghi lại từ đầu")}</span></span></button>`
        : html`<p class="note" role="status">${row && !row.answer ? t("Đang gửi lên phường, không bỏ được nữa.") : t("Việc này đã lên phường. Ghi nhầm thì ghi thêm một lần nữa cho đúng.")}</p>`}
      <a class="button big main" href="#/"><${Icon} name="house" />${t("Về hôm nay")}</a>
    </div></main>`;
}

/** @param {{row: OutboxRow}} props */
function What({ row }) {
  const { args } = visitOf(row);
  return html`<p><b>${titleOf(row, copy.value)}</b>: ${outcomeSays(args.outcome)}.</p>
    ${args.helped.map((one) => html`<p>${stepSays(copy.value, one.service, one.step)}.</p>`)}
    ${args.note && html`<p>${args.note}.</p>`}
    ${args.come_back_on && html`<p>${t("Hẹn quay lại {day}.", { day: dayName(args.come_back_on) })}</p>`}
    ${!row.answer && html`<p class="soft">${t("Còn trong máy, tự gửi khi có mạng.")}</p>`}`;
}

/** Only visits have this screen. @param {OutboxRow} row */
function visitOf(row) {
  return /** @type {VisitCommand} */ (row.command);
}
