// One phone, several members: who holds it now.

import { html } from "../html.js";
import { Choice, Question, Top } from "../parts.js";
import { calledName, capital } from "../says.js";
import { go, members } from "../state.js";
import { setMeta } from "../store.js";
import { t } from "../words.js";

export function People() {
  /** @param {string} me */
  const choose = async (me) => {
    await setMeta({ me });
    go("");
  };
  return html`<${Top} to="" label=${t("Hôm nay")} /><main class="stack low"><h1 class="unseen" tabindex="-1">${t("Đổi người")}</h1>
    <${Question} title=${t("Ai đang cầm máy?")}>${members.value.map((member) => html`
      <${Choice} key=${member.id} icon="person" soft=${member.name} onClick=${() => choose(member.id)}>${capital(calledName(member))}<//>`)}<//></main>`;
}
