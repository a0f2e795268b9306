// Reading a screen aloud, only where the phone has a Vietnamese voice: an English one reading Vietnamese helps nobody.

import { signal } from "./vendor/signals.js";

export const canRead = signal(false);

/** @returns {SpeechSynthesisVoice | undefined} */
function voice() {
  return window.speechSynthesis?.getVoices().find((one) => one.lang.toLowerCase().startsWith("vi"));
}

export function listenForVoices() {
  if (!("speechSynthesis" in window)) return;
  const look = () => { canRead.value = voice() !== undefined; };
  window.speechSynthesis.addEventListener?.("voiceschanged", look);
  look();
}

/** Pressed again it falls silent. @param {HTMLElement | null} part */
export function readAloud(part) {
  const { speechSynthesis } = window;
  if (speechSynthesis.speaking) {
    speechSynthesis.cancel();
    return;
  }
  const words = new SpeechSynthesisUtterance(part?.innerText ?? "");
  words.lang = "vi-VN";
  words.voice = voice() ?? null;
  words.rate = 0.9;
  speechSynthesis.speak(words);
}
