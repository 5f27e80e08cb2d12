// A wasm side: starting it, the packs in it, the desk that texts and numbers pass over, and a new memory after a trap.

import { HosoError, asked, bytesOf } from './bytes.js';
import { starter } from './start.js';

/** Verdicts by number. */
export const VERDICTS = ['met', 'unmet', 'open', 'not-asked'];

/** One wasm file, by its glue and the address of its bytes. */
export class Side {
  wasm;
  /** Grows with every new memory; a session opened in an older one opens itself again. */
  memory = 0;
  /** In the memory as it is now. */
  desk;
  /** Every pack loaded, by version: its bytes, which a new memory is filled with, and what is known of it in this one. */
  #packs = new Map();
  #begin;
  #home;

  constructor(wasm, home) {
    this.wasm = wasm;
    this.#home = home;
    this.#begin = starter(wasm.default, () => {
      this.desk = new Desk(wasm);
    });
  }

  /** Starts the module. A second call waits for the first and does nothing more. */
  init(source = this.#home()) {
    return this.#begin(source);
  }

  /** Loads a compiled pack from bytes or a URL. */
  async loadPack(source) {
    const [, bytes] = await Promise.all([this.init(), bytesOf(source)]);
    const pack = Object.freeze(this.ask('loadPack', bytes));
    if (!this.#packs.has(pack.version)) this.#packs.set(pack.version, { bytes: bytes.slice(), ...this.#inMemory(pack.version) });
    return pack;
  }

  /** What a function of the wasm file answers with JSON. */
  ask(name, ...words) {
    return JSON.parse(this.run(() => this.wasm[name](...words)));
  }

  /** Asks the wasm side. When it traps, its memory is given up, a new one filled with the packs, and the trap told. */
  run(work) {
    if (!this.desk) {
      throw new HosoError({ code: 'not-started', vi: 'hãy chờ init() xong trước.', en: 'await init() first.' });
    }
    try {
      return asked(work);
    } catch (error) {
      throw this.trapped(error);
    }
  }

  /** After a trap begins afresh with new memory. Gives the error back. */
  trapped(error) {
    if (error instanceof WebAssembly.RuntimeError || error instanceof RangeError) {
      this.wasm.__wbg_reset_state();
      this.memory += 1;
      this.desk = new Desk(this.wasm);
      for (const [version, pack] of this.#packs) {
        this.wasm.loadPack(pack.bytes);
        Object.assign(pack, this.#inMemory(version));
      }
    }
    return error;
  }

  /** A pack's number, by series of duties what reports under it say of them in words, and how its dossiers are laid flat. */
  #inMemory(version) {
    return { number: this.wasm.packNumber(version), series: [], layouts: new Map() };
  }

  /** The pack of that version, if it was loaded. */
  packOf(version) {
    return this.#packs.get(version);
  }
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
  #wasm;
  #memory;
  #at;
  #text;
  #numbers;

  constructor(wasm) {
    this.#wasm = wasm;
    this.#memory = wasm.initSync().memory;
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
    this.#at = this.#wasm.deskFor(bytes);
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
