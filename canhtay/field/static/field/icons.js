// Line icons, 24 × 24, one stroke; the words beside them say the same.
import { html } from "./html.js";

/** @type {Record<string, string>} */
const PATHS = {
  house: "M3 11 12 4l9 7M6 9v11h12V9",
  alley: "M4 20V8l5-4 5 4v12M14 20V11h6v9M8 12h2M8 16h2",
  person: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4 21a8 8 0 0 1 16 0",
  people: "M9 11.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2.5 20a6.5 6.5 0 0 1 13 0M16 5a3.3 3.3 0 0 1 0 6.2M18 14.6a6 6 0 0 1 3.5 5.4",
  clock: "M12 7v5l3 3M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18z",
  close: "M6 6l12 12M18 6 6 18",
  back: "m15 6-6 6 6 6",
  forward: "m9 6 6 6-6 6",
  undo: "M8.5 5 4 9.5 8.5 14M4.5 9.5H14a5.5 5.5 0 0 1 0 11H9",
  check: "m5 12.5 5 5L19.5 7",
  calendar: "M4 6h16v14H4zM4 10.5h16M8 3.5V7M16 3.5V7",
  sound: "M11 5 6 9H3v6h3l5 4zM15.5 8.5a5 5 0 0 1 0 7M18.5 5.5a9 9 0 0 1 0 13",
  search: "M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM16 16l4.5 4.5",
  phone: "M7.5 3h9A1.5 1.5 0 0 1 18 4.5v15a1.5 1.5 0 0 1-1.5 1.5h-9A1.5 1.5 0 0 1 6 19.500v-15A1.5 1.5 0 0 1 7.5 3zM11 18h2",
  warn: "M12 4 2.5 20h19zM12 10v4.5M12 17.4v.1",
  chat: "M4 5h16v11h-9l-5 4v-4H4z",
  step: "M4 19h5v-5h5V9h6",
  save: "M12 3.5v11M7.5 10.500l4.5 4.5 4.5-4.500M4 16v4h16v-4",
};

/** @param {{name: string}} props */
export function Icon({ name }) {
  return html`<svg class="i" viewBox="0 0 24 24" aria-hidden="true"><path d=${PATHS[name]} /></svg>`;
}
