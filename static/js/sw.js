// Lets a phone open its report without network: static files of this version and one empty form, no page with data.
// SHELL (version, files, empty) is written in front by the server: a new file or form makes a new version.
/* global SHELL */
const NAME = `shell-${SHELL.version}`;

self.addEventListener("install", (event) => {
  const fill = async () => {
    const cache = await caches.open(NAME);
    await cache.addAll(SHELL.files);
    // Without cookies: the empty form is the same for everybody.
    await cache.add(new Request(SHELL.empty, { credentials: "omit", cache: "no-store" }));
    await self.skipWaiting();
  };
  event.waitUntil(fill());
});

self.addEventListener("activate", (event) => {
  const clear = async () => {
    for (const name of await caches.keys()) if (name !== NAME) await caches.delete(name);
    await self.clients.claim();
  };
  event.waitUntil(clear());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  const kept = (what) => caches.open(NAME).then((cache) => cache.match(what));
  if (request.mode === "navigate") event.respondWith(fetch(request).catch(() => kept(SHELL.empty)));
  else if (SHELL.files.includes(new URL(request.url).pathname)) {
    event.respondWith(kept(request).then((found) => found ?? fetch(request)));
  }
});
