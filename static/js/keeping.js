// Registers the service worker, and offers a new version when one waits. Nothing happens on plain http, where browsers have none.

export async function keepForOffline() {
  if (!("serviceWorker" in navigator)) return;
  const registration = await navigator.serviceWorker.register("/sw.js");
  if (!navigator.serviceWorker.controller) keepThisPage();
  let renewing = false;
  navigator.serviceWorker.addEventListener("controllerchange", () => renewing && location.reload());

  const offer = (worker) => {
    const notice = document.querySelector("[data-renew]");
    notice.hidden = false;
    notice.querySelector("button").onclick = () => {
      renewing = true;
      worker.postMessage("renew");
    };
  };

  if (registration.waiting && navigator.serviceWorker.controller) offer(registration.waiting);
  registration.addEventListener("updatefound", () => {
    const worker = registration.installing;
    worker.addEventListener("statechange", () => {
      if (worker.state === "installed" && navigator.serviceWorker.controller) offer(worker);
    });
  });
}

// The first page was fetched before there was a worker to keep it; it is the one somebody walks on from.
async function keepThisPage() {
  const { active } = await navigator.serviceWorker.ready;
  const pictures = [...document.images].map((picture) => picture.currentSrc).filter(Boolean);
  active.postMessage({ remember: [location.href, ...pictures] });
}
