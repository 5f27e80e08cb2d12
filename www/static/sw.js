// Keeps the site for use without a network. Answers GET only; whatever else passes by untouched.

const BUILD = '__BUILD__';
const FILES = /*__FILES__*/[];
const CACHE = `hoso ${BUILD}`;

// The page is kept as `./`, because some hosts redirect `index.html`, and a redirect cannot answer a navigation.
const kept = FILES.map((file) => (file === 'index.html' ? './' : `./${file}`));

addEventListener('install', (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(kept.map((file) => new Request(file, { cache: 'no-cache' })))));
});

addEventListener('activate', (event) => {
  event.waitUntil((async () => {
    for (const name of await caches.keys()) {
      if (name.startsWith('hoso ') && name !== CACHE) await caches.delete(name);
    }
    await clients.claim();
  })());
});

addEventListener('message', (event) => {
  if (event.data === 'apply') skipWaiting();
});

addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET' || !request.url.startsWith(registration.scope)) return;
  event.respondWith((async () => {
    const cache = await caches.open(CACHE);
    const held = await cache.match(request.mode === 'navigate' ? './' : request, { ignoreSearch: true });
    return held ?? fetch(request);
  })());
});
