// UUIDv7 (RFC 9562): made by whoever creates, so that a phone needs no server to name a visit. Nothing is sorted or dated by it.

/**
 * @param {number} [now] milliseconds since 1970
 * @param {Uint8Array} [random] ten random bytes
 * @returns {string}
 */
export function newId(now = Date.now(), random = crypto.getRandomValues(new Uint8Array(10))) {
  const bytes = new Uint8Array(16);
  for (let i = 5, left = now; i >= 0; i--, left = Math.floor(left / 256)) bytes[i] = left % 256;
  bytes.set(random, 6);
  bytes[6] = 0x70 | (bytes[6] & 0x0f);
  bytes[8] = 0x80 | (bytes[8] & 0x3f);
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

/** 128 bits nobody guesses, as 32 hex digits. @param {Uint8Array} [random] sixteen random bytes */
export function randomWord(random = crypto.getRandomValues(new Uint8Array(16))) {
  return Array.from(random, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
