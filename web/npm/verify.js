// Verifying bundles: a second wasm file, fetched when the first bundle is verified.

import start, * as wasm from './wasm/verify.js';
import { HosoError, asked, bytesOf, laws } from './bytes.js';
import { starter } from './start.js';

export { HosoError };

const loaded = new Map();

const begin = starter(start);

/** Starts the module. A second call waits for the first and does nothing more. */
export function init(source = new URL('./wasm/verify_bg.wasm', import.meta.url)) {
  return begin(source);
}

/** Judges a bundle. */
export async function verify(bundle, options = {}) {
  const { packs, roots, revocation = [], earlier, procedure = [], recipient = [], now = new Date(), onProgress } = options;
  const bundles = earlier === undefined ? [bundle] : [bundle, earlier];
  const [sources, certificates] = await Promise.all([
    Promise.all(bundles.map(sourceOf)),
    roots ? textOrBytes(roots) : new Uint8Array(),
    init(),
  ]);
  const status = await Promise.all(revocation.map(textOrBytes));
  const versions = await Promise.all(packs ? packs.map(load) : await shipped());
  const time = now.toISOString().replace(/\.\d+Z$/, 'Z');
  const lines = (name, taken) => [taken].flat().map((one) => `${name}=${one}\n`);
  const demanded = [...lines('pack', versions), ...lines('procedure', procedure), ...lines('recipient', recipient)].join('');
  const lens = Float64Array.from(sources, ({ size }) => size);
  const read = (which, offset, length) => sources[which].read(offset, length);
  return JSON.parse(ask(() => wasm.verify(lens, read, certificates, status, time, demanded, onProgress)));
}

/** Asks the wasm file. Where it traps, mostly for want of memory, it begins afresh with new memory, and that is told. */
function ask(work) {
  try {
    return asked(work);
  } catch (error) {
    if (!(error instanceof WebAssembly.RuntimeError || error instanceof RangeError)) throw error;
    wasm.__wbg_reset_state();
    loaded.clear();
    throw new HosoError({
      code: 'broke-off',
      vi: 'việc kiểm tra gói này bị ngắt giữa chừng, có thể vì thiếu bộ nhớ; gói chưa được kết luận. Các gói khác vẫn kiểm tra được.',
      en: 'the judging of this bundle broke off, perhaps for want of memory; there is no verdict on it. Other bundles can still be judged.',
    });
  }
}

/** Every pack shipped with the module: a bundle is judged by the one it names. */
async function shipped() {
  const files = (await laws()).packs.flatMap((law) => law.versions.map((version) => version.file));
  return files.map((file) => load(new URL(`./law/${file}`, import.meta.url)));
}

/** The version of a pack, which is loaded once. */
async function load(source) {
  const key = source instanceof URL ? source.href : source;
  if (!loaded.has(key)) {
    const bytes = await bytesOf(source);
    loaded.set(key, JSON.parse(ask(() => wasm.loadPack(bytes))).version);
  }
  return loaded.get(key);
}

async function textOrBytes(source) {
  return typeof source === 'string' && source.includes('-----BEGIN') ? new TextEncoder().encode(source) : bytesOf(source);
}

async function sourceOf(bundle) {
  if (typeof bundle.read === 'function' && typeof bundle.size === 'number') {
    return { size: bundle.size, read: (offset, length) => bundle.read(offset, length) };
  }
  if (bundle instanceof Blob) {
    // In a worker a file can be read where it is asked for; elsewhere it is read as a whole first.
    if (typeof FileReaderSync === 'undefined') return ofBytes(new Uint8Array(await bundle.arrayBuffer()));
    const reader = new FileReaderSync();
    const read = (offset, length) => new Uint8Array(reader.readAsArrayBuffer(bundle.slice(offset, offset + length)));
    return { size: bundle.size, read };
  }
  return ofBytes(await bytesOf(bundle));
}

function ofBytes(bytes) {
  return { size: bytes.length, read: (offset, length) => bytes.subarray(offset, offset + length) };
}
