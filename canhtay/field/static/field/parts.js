// The few pieces screens are made of.

import { html } from "./html.js";
import { Icon } from "./icons.js";
import { unsent } from "./state.js";
import { canRead, readAloud } from "./aloud.js";
import { t } from "./words.js";

/** A way back that says where it leads, and what still waits here. @param {{to: string, label: string}} props */
export function Top({ to, label }) {
  return html`<header class="row wrap top">
    <a class="button" href=${`#/${to}`}><${Icon} name="back" />${label}</a>
    <span class="grow"></span>
    <${Waiting} />
  </header>`;
}

/** "1 việc còn trong máy": only when there is something to say. */
export function Waiting() {
  const n = unsent.value.length;
  return n ? html`<span class="tag wait">${t("{n} việc còn trong máy", { n })}</span>` : null;
}

/** `pressed`: of a lasting choice, whether it holds now. @param {{icon?: string, main?: boolean, pressed?: boolean, onClick: () => void, soft?: string, children?: any}} props */
export function Choice({ icon, main = false, pressed, onClick, soft, children }) {
  return html`<button type="button" class=${`button big${main || pressed ? " main" : ""}`} aria-pressed=${pressed === undefined ? undefined : String(pressed)} onClick=${onClick}>
    ${icon && html`<${Icon} name=${icon} />`}<span class="grow">${children}${soft && html`<span class="under">${soft}</span>`}</span>
  </button>`;
}

export function ReadAloud() {
  if (!canRead.value) return null;
  return html`<button type="button" class="button round" aria-label=${t("Đọc to")} onClick=${() => readAloud(document.querySelector("main"))}><${Icon} name="sound" /></button>`;
}

/** One question and its answers, low where the thumb is. @param {{title: string, children?: any}} props */
export function Question({ title, children }) {
  return html`<section class="question stack"><h2 id="question">${title}</h2><div role="group" aria-labelledby="question" class="answers">${children}</div></section>`;
}

/** @param {{at: "today" | "alleys"}} props */
export function Nav({ at }) {
  const items = [
    { path: "", key: "today", icon: "house", label: t("Hôm nay") },
    { path: "ngo", key: "alleys", icon: "alley", label: t("Ngõ xóm") },
  ];
  return html`<div class="above-bottom"></div><nav class="bottom" aria-label=${t("Các trang")}><div>
    ${items.map((item) => html`<a href=${`#/${item.path}`} aria-current=${item.key === at ? "page" : undefined}><${Icon} name=${item.icon} />${item.label}</a>`)}
  </div></nav>`;
}
