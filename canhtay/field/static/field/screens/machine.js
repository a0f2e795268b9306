// This phone: what it has sent and what not, a way out for what will not go, type size, language, people.

import { stamp } from "../clock.js";
import { dayOf, hourOf } from "../days.js";
import { html } from "../html.js";
import { Icon } from "../icons.js";
import { look, setLook } from "../look.js";
import { Top } from "../parts.js";
import { agoDay, calledName, titleOf } from "../says.js";
import { copy, me, meta, refused, syncing, team, today, unsent } from "../state.js";
import { readRefusal } from "../store.js";
import { useSignal } from "../vendor/signals.js";
import { t } from "../words.js";
import { contactSays } from "./figures.js";

/** @param {{syncNow: () => Promise<Outcome>}} props */
export function Machine({ syncNow }) {
  const waits = unsent.value.length;
  return html`<${Top} to="" label=${t("Hôm nay")} />
    <main class="stack"><h1 tabindex="-1">${t("Máy này")}</h1>
      <section class="card stack"><dl class="figures">
          <div><dt>${t("đã lên máy chủ")}</dt><dd>${meta.value.sent ?? 0}</dd></div>
          <div><dt>${t("còn trong máy")}</dt><dd>${waits}</dd></div>
          <div><dt>${t("bị từ chối")}</dt><dd>${refused.value.length}</dd></div></dl>
        <p class="soft">${contactSays()}</p><${ServerCounts} />
        <${SendNow} syncNow=${syncNow} />
        ${refused.value.length > 0 && html`<a class="button wide" href="#/tuchoi"><${Icon} name="warn" />${t("Xem việc bị từ chối")}</a>`}
      </section>
      ${waits > 0 && html`<${StillHere} />`}
      <${Appearance} />
      <a class="card" href="#/xungho"><${Icon} name="person" /><span class="grow">${t("Gọi {who} thế nào cho phải?", { who: calledName(me.value) })}</span><${Icon} name="forward" /></a>
      <a class="card" href="#/ma"><${Icon} name="people" /><span class="grow">${t("Thêm người dùng chung máy này")}</span><${Icon} name="forward" /></a>
    </main>`;
}

/** The server's own count, beside what it cannot know yet: never added up. */
function ServerCounts() {
  const counts = team.value?.counts;
  if (!counts) return null;
  return html`<p>${t("Cả tổ, theo máy chủ: {opened}/{households} nhà đã mở cửa, {visits} lần ghé.", { opened: counts.opened ?? 0, households: counts.households ?? 0, visits: counts.visits ?? 0 })}</p>`;
}

/** @param {{syncNow: () => Promise<Outcome>}} props */
function SendNow({ syncNow }) {
  const said = useSignal("");
  async function send() {
    const outcome = await syncNow();
    said.value = outcome.ok ? t("Đã gửi và lấy xong.") : outcome.sentence || t("Chưa có mạng. Việc đã ghi vẫn còn trong máy, tự gửi khi có mạng.");
  }
  return html`<button type="button" class="button main wide" onClick=${send}>${syncing.value ? t("Đang gửi…") : t("Gửi và lấy mới")}</button><p role="status">${said.value}</p>`;
}

function StillHere() {
  return html`<section class="card stack"><h2>${t("Còn trong máy")}</h2>
    <ul class="rows">${unsent.value.map((row) => html`<li><span class="line">${titleOf(row, copy.value)}, ${agoDay(dayOf(Date.parse(row.command.acted_at)), today.value)} ${hourOf(Date.parse(row.command.acted_at))}</span></li>`)}</ul>
    <${SaveToFile} /></section>`;
}

export function SaveToFile() {
  return html`<button type="button" class="button wide" onClick=${saveToFile}><${Icon} name="save" />${t("Chưa gửi được? Lưu ra tệp")}</button>`;
}

/** What waits, as the body of the request that did not go; without the phone's secret. */
function saveToFile() {
  const body = { protocol: 1, device: meta.value.device?.id, saved_at: stamp(), commands: unsent.value.map((row) => row.command) };
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([JSON.stringify(body, null, 1)], { type: "application/json" }));
  link.download = `canh-tay-${today.value}.json`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

function Appearance() {
  const sizes = [{ value: "", label: t("Thường") }, { value: "large", label: t("To") }, { value: "largest", label: t("Rất to") }];
  const langs = [{ value: "vi", label: "Tiếng Việt" }, { value: "en", label: "English" }];
  return html`<section class="card stack"><h2>${t("Cỡ chữ và tiếng")}</h2>
    <${Switch} label=${t("Cỡ chữ")} items=${sizes} held=${look.value.type} choose=${(/** @type {string} */ type) => setLook({ type })} />
    <${Switch} label=${t("Tiếng")} items=${langs} held=${look.value.lang} choose=${(/** @type {string} */ lang) => setLook({ lang })} /></section>`;
}

/** @param {{label: string, items: {value: string, label: string}[], held: string, choose: (value: string) => void}} props */
function Switch({ label, items, held, choose }) {
  return html`<div class="switch" role="group" aria-label=${label}>${items.map((item) => html`
    <button type="button" aria-pressed=${item.value === held ? "true" : "false"} onClick=${() => choose(item.value)}>${item.label}</button>`)}</div>`;
}

export function Refused() {
  return html`<${Top} to="may" label=${t("Máy này")} />
    <main class="stack"><h1 tabindex="-1">${refused.value.length ? t("Máy chủ từ chối") : t("Không có gì bị từ chối")}</h1>
      ${refused.value.length > 0 && html`<p>${t("Những việc này không được tính. Đọc xong thì bấm Đã đọc.")}</p>`}
      ${refused.value.map((row) => html`<section key=${row.id} class="card stack"><div><h2>${titleOf(row, copy.value)}</h2>
        <p class="soft">${agoDay(dayOf(Date.parse(row.command.acted_at)), today.value)} ${hourOf(Date.parse(row.command.acted_at))}</p></div><p>${row.sentence}</p>
        <button type="button" class="button main wide" onClick=${() => readRefusal(row.id)}><${Icon} name="check" />${t("Đã đọc")}</button></section>`)}
      ${refused.value.length === 0 && html`<a class="button big main" href="#/"><${Icon} name="house" />${t("Về hôm nay")}</a>`}
    </main>`;
}
