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
/** Where texts are left for the module and numbers found, in the memory as it is now. */
let desk;
const encoder = new TextEncoder();

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
  desk = new Desk();
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
  const text = jsonOf(dossier);
  return JSON.parse(run(() => wasm.check(pack.version, text, on)));
}

/** The papers that a dossier asks for. */
export function requirements(pack, dossier) {
  const text = jsonOf(dossier);
  return JSON.parse(run(() => wasm.requirements(pack.version, text)));
}

/** A finding as a person reads it. */
export function say(pack, dossier, finding, lang = 'vi') {
  const [text, of] = [jsonOf(dossier), JSON.stringify(finding)];
  return JSON.parse(run(() => wasm.say(pack.version, text, of, lang)));
}

/** A dossier held by the module: put one value, get what changed. */
export class Session {
  #pack;
  #handle;
  #memory;
  /** The dossier as it was last written out, and every change since, path and text in turn: enough to open it again in a new memory. */
  #text;
  #changes = [];
  #findings = new Map();
  /** Numbers of fields by path; -1 for what is none. They hold until a change goes the long way. */
  #spots = new Map();

  constructor(pack, dossier) {
    this.#pack = pack;
    this.#text = jsonOf(dossier);
    this.#open();
  }

  /** Puts a value at a path. */
  set(path, value) {
    const text = textOf(value);
    const changed = this.#put(path, text) ?? this.#changed(this.#askAnew((handle) => wasm.sessionSet(handle, path, text)));
    this.#changes.push(path, text);
    return changed;
  }

  /** The short way, for a field that has its place in the dossier already: by number, through the desk. */
  #put(path, text) {
    if (this.#memory !== memory || this.#handle === undefined) return undefined;
    let spot = this.#spots.get(path);
    if (spot === undefined) {
      spot = run(() => wasm.sessionSpot(this.#handle, path));
      this.#spots.set(path, spot);
    }
    if (spot < 0) return undefined;
    const length = text === undefined ? -1 : desk.write(text);
    if (length === TOO_LONG) return undefined;
    let told;
    try {
      told = wasm.sessionPutAt(this.#handle, spot, length);
    } catch (error) {
      throw trapped(error);
    }
    if (told < 0) return undefined;
    if (told < 4) return { verdict: VERDICTS[told], added: NONE, removed: NONE };
    if (told >> 22) return this.#changed(this.#ask((handle) => wasm.sessionDifference(handle)));
    const [added, removed] = [(told >> 2) & 1023, told >> 12];
    return { verdict: VERDICTS[told & 3], added: this.#onDesk(0, added), removed: this.#onDesk(added, removed) };
  }

  /** Takes the last change back. */
  undo() {
    const numbers = this.#askAnew((handle) => wasm.sessionUndo(handle));
    if (numbers.length === 0) return null;
    this.#changes.length -= 2;
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

  /** Asks for what may bring or take forms and rows. */
  #askAnew(question) {
    this.#spots.clear();
    return this.#ask(question);
  }

  #openAgain() {
    this.#findings.clear();
    this.#spots.clear();
    this.#open();
    for (let at = 0; at < this.#changes.length; at += 2) {
      run(() => wasm.sessionSet(this.#handle, this.#changes[at], this.#changes[at + 1]));
    }
  }

  #changed(numbers) {
    const [added, removed] = [[], []];
    const end = 2 + numbers[1];
    for (let at = 2; at < numbers.length; at += 1) (at < end ? added : removed).push(this.#finding(numbers[at]));
    return { verdict: VERDICTS[numbers[0]], added, removed };
  }

  #onDesk(from, count) {
    if (count === 0) return NONE;
    // All are read first: a finding that crosses may make the memory grow.
    const numbers = desk.numbers(from, count);
    return count === 1 ? [this.#finding(numbers[0])] : Array.from(numbers, (number) => this.#finding(number));
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

/** No findings. */
const NONE = Object.freeze([]);
/** What a text is said to be that the desk has no room for. */
const TOO_LONG = -2;

/** A piece of the module's memory that both sides know, so that nothing is made to hand over a short text or a few numbers. */
class Desk {
  #memory = wasm.initSync().memory;
  #at = wasm.sessionDesk();
  #text;
  #numbers;

  /** Leaves a text there; gives how many bytes it has. */
  write(text) {
    this.#look();
    const bytes = this.#text;
    const letters = text.length;
    if (letters > bytes.length) return TOO_LONG;
    for (let at = 0; at < letters; at += 1) {
      const letter = text.charCodeAt(at);
      if (letter > 127) {
        const { read, written } = encoder.encodeInto(text, bytes);
        return read === letters ? written : TOO_LONG;
      }
      bytes[at] = letter;
    }
    return letters;
  }

  /** So many of the numbers that the module left there. */
  numbers(from, count) {
    this.#look();
    return this.#numbers.slice(from, from + count);
  }

  /** When the memory grows, what was made to look at it sees nothing any more. */
  #look() {
    if (this.#text?.length > 0) return;
    const [text, length, numbers, count] = this.#at;
    this.#text = new Uint8Array(this.#memory.buffer, text, length);
    this.#numbers = new Uint32Array(this.#memory.buffer, numbers, count);
  }
}

/** Sessions that nobody holds any more are closed when the collector comes by. */
const forgotten = new FinalizationRegistry(({ handle, memory: of }) => {
  if (of === memory) run(() => wasm.sessionClose(handle));
});

/** A dossier or draft as JSON, which it may be already. */
function jsonOf(dossier) {
  return typeof dossier === 'string' ? dossier : JSON.stringify(dossier);
}

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
    throw trapped(error);
  }
}

/** After a trap begins afresh with new memory. Gives the error back. */
function trapped(error) {
  if (error instanceof WebAssembly.RuntimeError || error instanceof RangeError) {
    beginAfresh();
    memory += 1;
    desk = new Desk();
    for (const bytes of packs.values()) wasm.loadPack(bytes);
  }
  return error;
}
