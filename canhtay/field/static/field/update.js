// A new program never interrupts: it waits, complete, until the person stands on the first page with no form open, and
// only there the page changes over. Another tab that is in the middle of a visit keeps its old program until it is done.

/** @param {() => boolean} isSafe */
export async function startWorker(isSafe) {
  if (!("serviceWorker" in navigator)) return () => {};
  let hadOne = navigator.serviceWorker.controller !== null;
  let stale = false;
  /** @type {ServiceWorkerRegistration | undefined} */ let registration;

  function changeOver() {
    if (!isSafe()) return;
    if (stale) window.location.reload();
    else registration?.waiting?.postMessage("take over");
  }
  navigator.serviceWorker.addEventListener("controllerchange", () => {
    stale = hadOne; // the very first worker serves the same files this page came from
    hadOne = true;
    if (stale) changeOver();
  });
  try {
    registration = await navigator.serviceWorker.register("/m/service-worker.js", { scope: "/m/", type: "module", updateViaCache: "none" });
  } catch {
    return changeOver; // no network, or a browser that will not: the page works as long as it is open
  }
  registration.addEventListener("updatefound", () => {
    registration?.installing?.addEventListener("statechange", (event) => {
      if (/** @type {ServiceWorker} */ (event.target).state === "installed" && hadOne) changeOver();
    });
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") registration?.update().catch(() => {});
  });
  changeOver();
  return changeOver;
}

/** Chromium sends what waits even after the page is closed; elsewhere the next opening does. */
export async function sendInTheBackground() {
  try {
    await (await navigator.serviceWorker?.ready)?.sync?.register("outbox");
  } catch { /* not there, or not allowed */ }
}
