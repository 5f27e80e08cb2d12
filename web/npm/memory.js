// The wasm side: starting it, the packs in it, the desk that texts and numbers pass over, and a new memory after a trap.

import start, { __wbg_reset_state as beginAfresh } from './wasm/hoso.js';
import * as wasm from './wasm/hoso.js';
import { HosoError, asked, bytesOf } from './bytes.js';
import { starter } from './start.js';

/** Verdicts by number. */
export const VERDICTS = ['met', 'unmet', 'open', 'not-asked'];
/** Every pack loaded, by version: its bytes, which a new memory is filled with, and what is known of it in this one. */
const packs = new Map();
let ready = false;
/** Grows with every new memory; a session opened in an older one opens itself again. */
export let memory = 0;
/** In the memory as it is now. */
export let desk;

const begin = starter(start, () => {
  ready = true;
  desk = new Desk();
});

/** Starts the module. A second call waits for the first and does nothing more. */
export function init(source = new URL('./wasm/hoso_bg.wasm', import.meta.url)) {
  return begin(source);
}

/** Loads a compiled pack from bytes or a URL. */
export async function loadPack(source) {
  const [, bytes] = await Promise.all([init(), bytesOf(source)]);
  const pack = Object.freeze(JSON.parse(run(() => wasm.loadPack(bytes))));
  if (!packs.has(pack.version)) packs.set(pack.version, { bytes: bytes.slice(), ...inMemory(pack.version) });
  return pack;
}

/** Asks the wasm side. When it traps, its memory is given up, a new one filled with the packs, and the trap told. */
export function run(work) {
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
export function trapped(error) {
  if (error instanceof WebAssembly.RuntimeError || error instanceof RangeError) {
    beginAfresh();
    memory += 1;
    desk = new Desk();
    for (const [version, pack] of packs) {
      wasm.loadPack(pack.bytes);
      Object.assign(pack, inMemory(version));
    }
  }
  return error;
}

/** A pack's number, by series of duties what reports under it say of them in words, and how its dossiers are laid flat. */
function inMemory(version) {
  return { number: wasm.packNumber(version), series: [], layouts: new Map() };
}

/** The pack of that version, if it was loaded. */
export function packOf(version) {
  return packs.get(version);
}

/** A dossier or draft as JSON, which it may be already. */
export function jsonOf(dossier) {
  return typeof dossier === 'string' ? dossier : JSON.stringify(dossier);
}

/** So many letters are written one by one; of more, an encoder is asked. */
const FEW = 64;
const [encoder, decoder] = [new TextEncoder(), new TextDecoder()];

/** A piece of the module's memory that both sides know, so that nothing is made to hand over a text or a few numbers. */
class Desk {
  #memory = wasm.initSync().memory;
  #at;
  #text;
  #numbers;

  constructor() {
    this.#ask(4096);
  }

  /** Leaves a text there; gives how many bytes it has. */
  write(text) {
    const letters = text.length;
    this.#look();
    if (letters * 3 > this.#text.length) this.#ask(letters * 3);
    const bytes = this.#text;
    if (letters > FEW) return encoder.encodeInto(text, bytes).written;
    let end = 0;
    for (let at = 0; at < letters; at += 1) {
      const letter = text.charCodeAt(at);
      if (letter < 0x80) {
        bytes[end++] = letter;
      } else if (letter < 0x800) {
        bytes[end++] = 0xc0 | (letter >> 6);
        bytes[end++] = 0x80 | (letter & 63);
      } else if (letter < 0xd800 || letter > 0xdfff) {
        bytes[end++] = 0xe0 | (letter >> 12);
        bytes[end++] = 0x80 | ((letter >> 6) & 63);
        bytes[end++] = 0x80 | (letter & 63);
      } else {
        return encoder.encodeInto(text, bytes).written;
      }
    }
    return end;
  }

  /** One of the numbers that the module left there. */
  number(at) {
    this.#look();
    return this.#numbers[at];
  }

  /** A text that the module left in its memory. */
  read(at, length) {
    return decoder.decode(new Uint8Array(this.#memory.buffer, at, length));
  }

  #ask(bytes) {
    this.#at = wasm.deskFor(bytes);
    this.#text = undefined;
    this.#look();
  }

  /** When the memory grows, what was made to look at it sees nothing any more. */
  #look() {
    if (this.#text?.length > 0) return;
    const [text, length, numbers, count] = this.#at;
    this.#text = new Uint8Array(this.#memory.buffer, text, length);
    this.#numbers = new Uint32Array(this.#memory.buffer, numbers, count);
  }
}
