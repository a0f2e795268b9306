// Runs before everything, in words every old browser understands: an in-app browser (Zalo) loses what it keeps, and an
// old one lacks what we need. Both are told in words and a picture, and nothing is started or stored there.
(function () {
  var root = document.documentElement;

  /** @param {string} what @param {object} where */
  function has(what, where) {
    try { return what in where; } catch (e) { return false; }
  }
  function missing() {
    var list = [];
    if (!has("noModule", document.createElement("script"))) list.push("ES modules");
    if (!has("indexedDB", window)) list.push("IndexedDB");
    if (!has("locks", navigator)) list.push("Web Locks");
    if (!has("serviceWorker", navigator)) list.push("Service Worker");
    if (!Array.prototype.at) list.push("ES2022");
    if (!window.crypto || !crypto.getRandomValues) list.push("Crypto");
    return list;
  }
  /** @param {string} id */
  function part(id) {
    return /** @type {HTMLElement} */ (document.getElementById(id));
  }
  /** @param {string} id */
  function stop(id) {
    root.setAttribute("data-stopped", id);
    document.addEventListener("DOMContentLoaded", function () {
      part("app").setAttribute("hidden", "");
      part(id).removeAttribute("hidden");
    });
  }

  if (/Zalo|FBAN|FBAV|Instagram/.test(navigator.userAgent)) return stop("in-app");
  var list = missing();
  if (list.length) {
    stop("too-old");
    document.addEventListener("DOMContentLoaded", function () {
      part("missing").textContent = list.join(", ");
    });
  }
})();
