// Keeps the files of one build of the application, which the build names in FILES, and never an answer of the interface.
const NAME = `pointsman-shell-${FILES.find((file) => file.startsWith("/assets/index-"))}`;

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(NAME).then((cache) => cache.addAll(["/", ...FILES])));
});

// A build is thrown away when no window uses it any more: only then does the worker of the next one take over.
self.addEventListener("activate", (event) => {
  const others = async () => {
    for (const name of await caches.keys()) if (name !== NAME) await caches.delete(name);
    await self.clients.claim();
  };
  event.waitUntil(others());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin || pathname.startsWith("/api/")) return;
  if (request.mode === "navigate") event.respondWith(fetch(request).catch(() => kept("/")));
  else if (FILES.includes(pathname)) event.respondWith(kept(pathname).then((file) => file ?? fetch(request)));
});

async function kept(path) {
  const cache = await caches.open(NAME);
  return cache.match(path, { ignoreVary: true });
}
