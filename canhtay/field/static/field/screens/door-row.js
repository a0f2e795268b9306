// One door in a list: its number, whose it is, why one would go, and whether what was written there has arrived.

import { html } from "../html.js";
import { Icon } from "../icons.js";
import { doorName } from "../says.js";
import { today } from "../state.js";
import { t } from "../words.js";

/** @param {{door: Door, under?: string, alley?: boolean}} props */
export function DoorRow({ door, under = "", alley = false }) {
  const { household } = door;
  const second = [alley && door.alley?.name, under].filter(Boolean).join(" · ");
  return html`<li><a href=${`#/nha/${household.id}`}>
    <span class="lead" aria-hidden="true">${household.number}</span>
    <span class="grow"><b>${doorName(household)}</b>${second && html`<span class="under">${second}</span>`}<${Written} household=${household} /></span>
    <${Icon} name="forward" /></a></li>`;
}

/** @param {{household: Household}} props */
export function Written({ household }) {
  if (household.unsent) return html`<span class="tag wait">${t("đã ghi, còn trong máy")}</span>`;
  if (household.last_visit?.on === today.value) return html`<span class="tag done">${t("đã ghi, đã lên máy chủ")}</span>`;
  return null;
}
