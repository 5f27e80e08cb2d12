// Where the bytes of the module and of the law come from: given, fetched, or read from disk in Node.

/** Bytes of a `Uint8Array`, `ArrayBuffer`, `Response`, URL or text of a URL. */
export async function bytesOf(source) {
  if (source instanceof Uint8Array) return source;
  if (source instanceof ArrayBuffer) return new Uint8Array(source);
  if (typeof Response !== 'undefined' && source instanceof Response) return ofResponse(source);
  const url = source instanceof URL ? source : new URL(source, globalThis.location?.href ?? import.meta.url);
  if (url.protocol !== 'file:') return ofResponse(await fetch(url));
  // Named by a variable, so that no bundler for browsers looks for it.
  const disk = 'node:fs/promises';
  const { readFile } = await import(/* @vite-ignore */ /* webpackIgnore: true */ disk);
  return new Uint8Array(await readFile(url));
}

/** The laws shipped with the module. */
export async function laws() {
  return JSON.parse(new TextDecoder().decode(await bytesOf(new URL('./law/index.json', import.meta.url))));
}

async function ofResponse(response) {
  if (!response.ok) throw new Error(`${response.url}: ${response.status} ${response.statusText}`);
  return new Uint8Array(await response.arrayBuffer());
}

/** What the wasm side could not do, in both languages; `message` is the English one. */
export class HosoError extends Error {
  constructor({ code, vi, en }) {
    super(en);
    this.name = 'HosoError';
    this.code = code;
    this.vi = vi;
    this.en = en;
  }
}

/** Runs `work`; makes an error of ours of what it throws as text. */
export function asked(work) {
  try {
    return work();
  } catch (error) {
    throw typeof error === 'string' ? new HosoError(JSON.parse(error)) : error;
  }
}
