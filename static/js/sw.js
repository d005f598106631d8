// The service worker, as a list of rules. The server writes VERSION, OFFLINE and SHELL above this line.
//   pages, their pictures and drawn maps: from the network; without it the copy of the last visit; else the offline page
//   our own hashed files: from the cache, since an address never changes its content
//   everything else, and everything that is not a GET: not touched
const SHELL_CACHE = `shell-${VERSION}`;
const VISITED = "visited";
const MOST_VISITED = 80;
const PUBLICATION = "Wijkspel-Publication";

self.addEventListener("install", (event) => event.waitUntil(caches.open(SHELL_CACHE).then((cache) => cache.addAll(SHELL))));
self.addEventListener("activate", (event) => event.waitUntil(dropOldShells().then(() => self.clients.claim())));
self.addEventListener("message", (event) => {
  if (event.data === "renew") self.skipWaiting();
  else event.waitUntil(Promise.all(event.data.remember.map(async (url) => remember(new Request(url), await fetch(url)))));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (url.pathname.startsWith("/static/")) event.respondWith(cacheFirst(request));
  else if (request.mode === "navigate") event.respondWith(networkFirst(event, () => offlinePage(url)));
  else if (url.pathname.startsWith("/media/beeld/") || url.pathname.endsWith(".svg")) event.respondWith(networkFirst(event, () => Response.error()));
});

async function cacheFirst(request) {
  return (await caches.match(request)) ?? fetch(request);
}

async function networkFirst(event, otherwise) {
  try {
    const response = await fetch(event.request);
    event.waitUntil(remember(event.request, response.clone()));
    return response;
  } catch {
    return (await (await caches.open(VISITED)).match(event.request, { ignoreVary: true })) ?? otherwise();
  }
}

// What was taken back is forgotten here too; what is not for keeping (no-store) is never kept.
async function remember(request, response) {
  const cache = await caches.open(VISITED);
  if (response.status === 404 || response.status === 410) return cache.delete(request, { ignoreVary: true });
  if (!response.ok || response.redirected || response.headers.get("Cache-Control")?.includes("no-store")) return false;
  await forgetOlder(cache, response.headers.get(PUBLICATION));
  await cache.put(request, response);
  const kept = await cache.keys();
  return Promise.all(kept.slice(0, Math.max(0, kept.length - MOST_VISITED)).map((old) => cache.delete(old)));
}

// A page says how often something was published or taken back in its wijk. Pages with another count may tell what was taken
// back, and so may pictures and the front door, which carry no count: they come again at their next visit.
async function forgetOlder(cache, count) {
  if (!count) return;
  const [wijk] = count.split(" ");
  const kept = await Promise.all((await cache.keys()).map(async (request) => [request, await countOf(cache, request)]));
  const isOlder = (other) => other?.startsWith(`${wijk} `) && other !== count;
  if (!kept.some(([, other]) => isOlder(other))) return;
  await Promise.all(kept.filter(([, other]) => !other || isOlder(other)).map(([request]) => cache.delete(request)));
}

async function countOf(cache, request) {
  return (await cache.match(request, { ignoreVary: true }))?.headers.get(PUBLICATION);
}

async function offlinePage(url) {
  const language = url.searchParams.get("taal") ?? navigator.language.slice(0, 2);
  return (await caches.match(OFFLINE[language] ?? OFFLINE.nl)) ?? Response.error();
}

async function dropOldShells() {
  const names = await caches.keys();
  return Promise.all(names.filter((name) => name.startsWith("shell-") && name !== SHELL_CACHE).map((name) => caches.delete(name)));
}
