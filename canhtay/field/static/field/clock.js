// The phone's clock as the server sees it. A cheap phone may be hours off, and a demo's server lives on another day: what
// people do, and what "today" is, follows own clock + offset, the last offset being kept for days without a network.

let offset = 0;

/** This moment, in milliseconds, by the server's clock as far as the phone knows it. */
export function now() {
  return Date.now() + offset;
}

/** @param {number} [moment] */
export function stamp(moment = now()) {
  return new Date(moment).toISOString();
}

/** @param {number} value */
export function setOffset(value) {
  offset = Number.isFinite(value) ? value : 0;
}

/**
 * The answer's `now` belongs to the middle of the request.
 * @param {string} serverNow @param {number} asked own clock @param {number} answered own clock
 * @returns {number | null}
 */
export function offsetFrom(serverNow, asked, answered) {
  const server = Date.parse(serverNow);
  return Number.isNaN(server) ? null : Math.round(server - (asked + answered) / 2);
}
