// HTML in template strings, bound to Preact once. No style attribute in any of them: the pages' policy forbids it.
import htm from "./vendor/htm.js";
import { h } from "./vendor/preact.js";

export const html = htm.bind(h);
