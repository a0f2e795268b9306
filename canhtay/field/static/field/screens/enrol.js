// Making this phone known: six digits, or the link a leader sent. The token names nobody before it is used.

import { html } from "../html.js";
import { Icon } from "../icons.js";
import { Top } from "../parts.js";
import { go, me, meta, unsent } from "../state.js";
import { useSignal } from "../vendor/signals.js";
import { calledName } from "../says.js";
import { isUnknown } from "../sync.js";
import { t } from "../words.js";
import { SaveToFile } from "./machine.js";

/** @param {{token: string | undefined, enrol: (way: {code?: string, token?: string}) => Promise<string>}} props enrol answers with what went wrong, or "" */
export function Enrol({ token, enrol }) {
  const code = useSignal("");
  const wrong = useSignal("");
  const busy = useSignal(false);
  const known = meta.value.device && !meta.value.trouble ? me.value : null;
  const erased = meta.value.trouble && isUnknown(meta.value.trouble);
  const whole = token || code.value.length === 6;

  async function connect() {
    if (!whole || busy.value) return;
    busy.value = true;
    wrong.value = await enrol(token ? { token } : { code: code.value });
    busy.value = false;
    if (wrong.value) document.getElementById("code")?.focus();
  }

  return html`
    ${known ? html`<${Top} to="" label=${t("Hôm nay")} />` : html`<header><p class="mark">Cánh Tay</p></header>`}
    <main class="stack">
      <h1 tabindex="-1">${known ? t("Thêm người dùng chung máy này") : t("Kết nối máy này")}</h1>
      ${known && html`<p>${t("Máy này đang của {who}. Người mới dùng chung, không ai bị thay.", { who: calledName(known) })}</p>`}
      ${erased && html`<${Erased} />`}
      ${token ? html`<p>${t("Tổ trưởng đã gửi đường dẫn này. Bấm một lần là xong.")}</p>`
        : html`<${Digits} code=${code} wrong=${wrong} onWhole=${connect} />`}
      <p role="alert" class=${wrong.value ? "problem" : ""}>${wrong.value && html`<${Icon} name="warn" /><span id="wrong">${wrong.value}</span>`}</p>
      <button type="button" class="button big main" aria-disabled=${!whole || busy.value ? "true" : undefined} onClick=${connect}>
        <${Icon} name="phone" />${busy.value ? t("Đang kết nối…") : t("Kết nối máy này")}</button>
      ${token && html`<button type="button" class="button big" onClick=${() => go("ma", { replace: true })}>${t("Nhập sáu số")}</button>`}
      ${erased && unsent.value.length > 0 && html`<${SaveToFile} />`}
    </main>`;
}

/** What became of everything this phone held: said before anything is asked. */
function Erased() {
  const n = unsent.value.length;
  return html`<section class="note wait stack" role="status"><p><b>${t("Máy này không còn kết nối với phường. Danh sách nhà và tên bà con đã xóa khỏi máy.")}</b></p>
    ${n > 0 && html`<p>${t("{n} việc đã ghi chưa kịp gửi vẫn còn. Kết nối lại là máy tự gửi.", { n })}</p>`}</section>`;
}

/** @param {{code: {value: string}, wrong: {value: string}, onWhole: () => void}} props */
function Digits({ code, wrong, onWhole }) {
  /** @param {string} text */
  const put = (text) => {
    code.value = text.replace(/\D/g, "").slice(0, 6);
    wrong.value = "";
  };
  return html`
    <form class="stack" onSubmit=${(/** @type {Event} */ event) => { event.preventDefault(); onWhole(); }}>
      <label for="code"><b>${t("Nhập sáu số")}</b><span class="under">${t("Tổ trưởng hoặc cán bộ phường cho số này.")}</span></label>
      <input id="code" class="digits" type="text" inputmode="numeric" pattern="[0-9]*" autocomplete="one-time-code" placeholder="······"
        aria-invalid=${wrong.value ? "true" : undefined} aria-describedby=${wrong.value ? "wrong" : undefined}
        value=${code.value} onInput=${(/** @type {any} */ event) => { put(event.target.value); event.target.value = code.value; }} />
      <div class="pad" role="group" aria-label=${t("Bàn phím số")}>
        ${["1", "2", "3", "4", "5", "6", "7", "8", "9"].map((digit) => html`<button type="button" class="button" onClick=${() => put(code.value + digit)}>${digit}</button>`)}
        <button type="button" class="button" onClick=${() => put("")}>${t("Xóa hết")}</button>
        <button type="button" class="button" onClick=${() => put(`${code.value}0`)}>0</button>
        <button type="button" class="button" onClick=${() => put(code.value.slice(0, -1))}>${t("Xóa")}</button>
      </div>
    </form>`;
}
