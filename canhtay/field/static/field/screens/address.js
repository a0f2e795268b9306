// How the member who holds this phone wants to be spoken to. Every sentence follows at once; the server hears when there is a network.

import { newId } from "../ids.js";
import { stamp } from "../clock.js";
import { html } from "../html.js";
import { Choice, Question, Top } from "../parts.js";
import { calledName, capital } from "../says.js";
import { go, me } from "../state.js";
import { keepAddress } from "../store.js";
import { t } from "../words.js";

const FORMS = ["bác", "cô", "chú", "anh", "chị", "cháu", "đồng chí"];

/** @param {{syncNow: () => Promise<Outcome>}} props */
export function Address({ syncNow }) {
  const member = me.value;
  if (!member) return null;
  const usual = calledName({ ...member, address: member.by_age ?? "" });
  /** @param {string} addressed */
  const choose = async (addressed) => {
    const title = t("Xưng hô: {who}", { who: addressed ? calledName({ ...member, address: addressed }) : usual });
    await keepAddress({ id: newId(), verb: "choose_address", by: member.id, acted_at: stamp(), args: { member: member.id, addressed } },
      { by_name: calledName(member), title, saved_at: Date.now() });
    go("may");
    syncNow();
  };
  return html`<${Top} to="may" label=${t("Máy này")} /><main class="stack low"><h1 class="unseen" tabindex="-1">${t("Xưng hô")}</h1>
    <${Question} title=${t("Gọi thế nào cho phải?")}>
      <${Choice} pressed=${!member.addressed} soft=${t("Theo tuổi")} onClick=${() => choose("")}>${capital(usual)}<//>
      ${FORMS.map((form) => html`<${Choice} key=${form} pressed=${member.addressed === form} onClick=${() => choose(form)}>${capital(calledName({ ...member, address: form }))}<//>`)}
    <//></main>`;
}
