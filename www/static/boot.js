// Starts the page. The only script written by hand that runs in the page; it also stands by when the wasm part has stopped.

const show = (id) => { document.getElementById(id).hidden = false; };

document.getElementById('crash-reload').addEventListener('click', () => location.reload());
// A trap in wasm leaves its memory as it was in the middle of something: nothing may be called in it any more.
const stopped = (error) => { if (error instanceof WebAssembly.RuntimeError) show('crash'); };
addEventListener('error', (event) => stopped(event.error));
addEventListener('unhandledrejection', (event) => stopped(event.reason));

// The smallest module that uses a 128-bit constant: browsers without simd128 cannot run what was built.
const SIMD = new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11,
]);

// The client is two programs: the first page, which is light, and all else. The address says which one is shown.
const PROGRAMS = { front: './__BUILD__/app.js', desk: './__BUILD__/desk.js' };
const FRONT = /^(#?|#\/(device)?)$/;
let shown = null;
let wanted = null;

async function program() {
  wanted = FRONT.test(location.hash) ? 'front' : 'desk';
  const name = wanted;
  if (shown?.name === name) return;
  const { default: load, show: enter, hide: leave } = await import(PROGRAMS[name]);
  await load();
  // The reader may have gone on while it loaded.
  if (wanted !== name || shown?.name === name) return;
  shown?.leave();
  shown = { name, leave };
  enter();
}

if (typeof WebAssembly === 'object' && WebAssembly.validate(SIMD)) {
  addEventListener('hashchange', program);
  await program();
  keepOffline();
} else {
  show('old');
}

// Keeps the site for use without a network, after the page is up. A newer version waits until the reader asks for it.
async function keepOffline() {
  if (!('serviceWorker' in navigator)) return;
  let reloading = false;
  const hadOne = navigator.serviceWorker.controller !== null;
  navigator.serviceWorker.addEventListener('controllerchange', () => {
    if (hadOne && !reloading) { reloading = true; location.reload(); }
  });
  try {
    const registration = await navigator.serviceWorker.register('./sw.js');
    const offer = (worker) => {
      if (worker && worker.state === 'installed' && navigator.serviceWorker.controller) {
        document.documentElement.dataset.update = '';
        dispatchEvent(new CustomEvent('hoso-update'));
        addEventListener('hoso-apply', () => worker.postMessage('apply'), { once: true });
      }
    };
    offer(registration.waiting);
    registration.addEventListener('updatefound', () => {
      const worker = registration.installing;
      worker?.addEventListener('statechange', () => offer(worker));
    });
  } catch (error) {
    // Without it everything works while the network does; the page says so where it says what is offline.
    console.warn('offline use is not available:', error);
  }
}
