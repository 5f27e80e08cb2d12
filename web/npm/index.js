// The facade: plain values in, plain values out. After a trap it begins afresh with new memory and opens again what was open.

import start, { __wbg_reset_state as beginAfresh } from './wasm/hoso.js';
import * as wasm from './wasm/hoso.js';
import { HosoError, asked, bytesOf } from './bytes.js';

export { HosoError };

const VERDICTS = ['met', 'unmet', 'open', 'not-asked'];
/** Bytes of every pack loaded, by version: what a new memory is filled with. */
const packs = new Map();
let starting;
let ready = false;
/** Grows with every new memory; a session opened in an older one opens itself again. */
let memory = 0;

/** Starts the module. A second call waits for the first and does nothing more. */
export function init(source = new URL('./wasm/hoso_bg.wasm', import.meta.url)) {
  starting ??= begin(source).catch((error) => {
    starting = undefined;
    throw error;
  });
  return starting;
}

async function begin(source) {
  const module = source instanceof WebAssembly.Module ? source : await WebAssembly.compile(await bytesOf(source));
  await start({ module_or_path: module });
  ready = true;
}

/** The version of the module. */
export function version() {
  return run(() => wasm.version());
}

/** Loads a compiled pack from bytes or a URL. */
export async function loadPack(source) {
  const [, bytes] = await Promise.all([init(), bytesOf(source)]);
  const pack = Object.freeze(JSON.parse(run(() => wasm.loadPack(bytes))));
  packs.set(pack.version, bytes.slice());
  return pack;
}

/** The laws shipped with the module. */
export async function laws() {
  return JSON.parse(new TextDecoder().decode(await bytesOf(new URL('./law/index.json', import.meta.url))));
}

/** Loads a law shipped with the module, in its latest version or the one named. */
export async function loadLaw(id, version) {
  const entry = (await laws()).packs.find((law) => law.id === id);
  const known = entry?.versions.find((known) => known.version === (version ?? entry.latest));
  if (!known) {
    const name = version ? `${id} ${version}` : id;
    throw new HosoError({
      code: 'no-such-law',
      vi: `không có văn bản “${name}” kèm theo mô-đun này.`,
      en: `no law “${name}” is shipped with this module.`,
    });
  }
  return loadPack(new URL(`./law/${known.file}`, import.meta.url));
}

/** Checks a dossier once. */
export function check(pack, dossier, on) {
  const text = JSON.stringify(dossier);
  return JSON.parse(run(() => wasm.check(pack.version, text, on)));
}

/** The papers that a dossier asks for. */
export function requirements(pack, dossier) {
  const text = JSON.stringify(dossier);
  return JSON.parse(run(() => wasm.requirements(pack.version, text)));
}

/** A finding as a person reads it. */
export function say(pack, dossier, finding, lang = 'vi') {
  const [text, of] = [JSON.stringify(dossier), JSON.stringify(finding)];
  return JSON.parse(run(() => wasm.say(pack.version, text, of, lang)));
}

/** A dossier held by the module: put one value, get what changed. */
export class Session {
  #pack;
  #handle;
  #memory;
  /** The dossier as it was last written out, and every change since: enough to open it again in a new memory. */
  #text;
  #changes = [];
  #findings = new Map();

  constructor(pack, dossier) {
    this.#pack = pack;
    this.#text = JSON.stringify(dossier);
    this.#open();
  }

  /** Puts a value at a path. */
  set(path, value) {
    const text = textOf(value);
    const changed = this.#changed(this.#ask((handle) => wasm.sessionSet(handle, path, text)));
    this.#changes.push([path, text]);
    return changed;
  }

  /** Takes the last change back. */
  undo() {
    const numbers = this.#ask((handle) => wasm.sessionUndo(handle));
    if (numbers.length === 0) return null;
    this.#changes.pop();
    return this.#changed(numbers);
  }

  /** The verdict. */
  get verdict() {
    return VERDICTS[this.#ask((handle) => wasm.sessionFindings(handle))[0]];
  }

  /** Every finding. */
  get findings() {
    const [, ...numbers] = this.#ask((handle) => wasm.sessionFindings(handle));
    return numbers.map((number) => this.#finding(number));
  }

  /** The whole report. */
  get report() {
    return JSON.parse(this.#ask((handle) => wasm.sessionReport(handle)));
  }

  /** The dossier as it stands. */
  get dossier() {
    return JSON.parse(this.#ask((handle) => wasm.sessionDossier(handle)));
  }

  /** A finding of this session as a person reads it. */
  say(finding, lang = 'vi') {
    for (const [number, known] of this.#findings) {
      if (known === finding) return JSON.parse(this.#ask((handle) => wasm.sessionSay(handle, number, lang)));
    }
    return say(this.#pack, this.dossier, finding, lang);
  }

  /** Gives the memory back. It may be called twice, or never. */
  free() {
    if (this.#handle === undefined) return;
    if (this.#memory === memory) wasm.sessionClose(this.#handle);
    forgotten.unregister(this);
    this.#handle = undefined;
    this.#text = undefined;
  }

  [Symbol.dispose ?? Symbol.for('Symbol.dispose')]() {
    this.free();
  }

  #open() {
    this.#handle = run(() => wasm.sessionOpen(this.#pack.version, this.#text));
    this.#memory = memory;
    forgotten.unregister(this);
    forgotten.register(this, { handle: this.#handle, memory }, this);
  }

  #ask(question) {
    if (this.#text === undefined) {
      throw new HosoError({ code: 'closed', vi: 'phiên làm việc đã đóng.', en: 'the session is closed.' });
    }
    if (this.#memory !== memory) this.#openAgain();
    return run(() => question(this.#handle));
  }

  #openAgain() {
    this.#findings.clear();
    this.#open();
    for (const [path, text] of this.#changes) run(() => wasm.sessionSet(this.#handle, path, text));
  }

  #changed(numbers) {
    const [added, removed] = [[], []];
    const end = 2 + numbers[1];
    for (let at = 2; at < numbers.length; at += 1) (at < end ? added : removed).push(this.#finding(numbers[at]));
    return { verdict: VERDICTS[numbers[0]], added, removed };
  }

  /** A finding by its number; its content crosses once. */
  #finding(number) {
    let finding = this.#findings.get(number);
    if (!finding) {
      finding = Object.freeze(JSON.parse(run(() => wasm.sessionFinding(this.#handle, number))));
      this.#findings.set(number, finding);
    }
    return finding;
  }
}

/** Sessions that nobody holds any more are closed when the collector comes by. */
const forgotten = new FinalizationRegistry(({ handle, memory: of }) => {
  if (of === memory) run(() => wasm.sessionClose(handle));
});

function textOf(value) {
  if (value === null || value === undefined || value === false) return undefined;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** Asks the wasm side. When it traps, its memory is given up, a new one filled with the packs, and the trap told. */
function run(work) {
  if (!ready) {
    throw new HosoError({ code: 'not-started', vi: 'hãy chờ init() xong trước.', en: 'await init() first.' });
  }
  try {
    return asked(work);
  } catch (error) {
    if (error instanceof WebAssembly.RuntimeError || error instanceof RangeError) {
      beginAfresh();
      memory += 1;
      for (const bytes of packs.values()) wasm.loadPack(bytes);
    }
    throw error;
  }
}
