// What the screens see: the store's content as signals, the server's copy with the outbox played on top, and the place
// (behind the address's #) the person is at.

import { batch, computed, signal } from "./vendor/signals.js";
import { now, setOffset } from "./clock.js";
import { dayOf } from "./days.js";
import { copyOf } from "./doors.js";
import { replay, spokenTo, waiting } from "./outbox.js";
import * as store from "./store.js";

const objects = signal(/** @type {Stored[]} */ ([]));
export const outbox = signal(/** @type {OutboxRow[]} */ ([]));
export const refused = signal(/** @type {RefusedRow[]} */ ([]));
export const drafts = signal(/** @type {Draft[]} */ ([]));
export const meta = signal(/** @type {Meta} */ ({}));
export const syncing = signal(false);
export const fault = signal(false); // something failed that nobody expected; the next screen begins clean
export const route = signal(routeOf(""));
export const today = signal(dayOf(now()));

export const copy = computed(() => replay(copyOf(objects.value), outbox.value));
export const unsent = computed(() => waiting(outbox.value));
export const members = computed(() => spokenTo(meta.value.members ?? [], outbox.value));
export const me = computed(() => members.value.find((one) => one.id === meta.value.me) ?? members.value[0] ?? null);
export const team = computed(() => {
  const teams = [...copy.value.teams.values()];
  return teams.find((one) => one.members?.some((member) => member.id === me.value?.id)) ?? teams[0] ?? null;
});

/** Reads everything anew; a phone holds some hundreds of doors, so this is quicker than keeping count of changes. */
export async function refresh() {
  const all = await store.all();
  setOffset(all.meta.offset ?? 0);
  batch(() => {
    objects.value = all.objects;
    outbox.value = all.outbox;
    refused.value = all.refused;
    drafts.value = all.drafts;
    meta.value = all.meta;
    today.value = dayOf(now());
  });
}

/** "#/nha/ID/viec" → ["nha", "ID", "viec"] @param {string} hash */
export function routeOf(hash) {
  return hash.replace(/^#\/?/, "").split("/");
}

/** @param {string} path @param {{replace?: boolean}} [how] replace: the way back skips the place that is left */
export function go(path, { replace = false } = {}) {
  if (replace) window.location.replace(`#/${path}`);
  else window.location.hash = `#/${path}`;
  route.value = routeOf(path); // the event comes a moment later, and the old screen must not flicker meanwhile
}

export function followTheAddress() {
  const follow = () => { route.value = routeOf(window.location.hash); };
  window.addEventListener("hashchange", follow);
  follow();
}
