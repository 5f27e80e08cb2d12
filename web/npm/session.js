// A dossier held by the module.

import { HosoError } from './bytes.js';
import { say } from './facade.js';
import { VERDICTS, jsonOf } from './memory.js';

/** So many changes a session keeps at least: to take them back, and to open itself again. */
const KEPT = 5000;
/** No findings. */
const NONE = Object.freeze([]);

/** A dossier held by the module: put one value, get what changed. */
export class Held {
  #side;
  #wasm;
  #pack;
  #handle;
  #memory;
  /** The dossier as it was last written out, and every change since, path and text in turn: enough to open it again in a new memory. */
  #text;
  #changes = [];
  /** By number. */
  #findings = [];
  /** Numbers of fields by path; -1 for what is none. They hold until a change goes the long way. */
  #spots = new Map();

  constructor(side, pack, dossier) {
    this.#side = side;
    this.#wasm = side.wasm;
    this.#pack = pack;
    this.#text = jsonOf(dossier);
    this.#open();
  }

  /** Puts a value at a path. */
  set(path, value) {
    const text = typeof value === 'string' ? value : textOf(value);
    const changed = this.#put(path, text) ?? this.#changed(this.#askAnew((handle) => this.#wasm.sessionSet(handle, path, text)));
    this.#changes.push(path, text);
    if (this.#changes.length > 4 * KEPT) this.#writeOut();
    return changed;
  }

  /** The short way, for a field that has its place in the dossier already: by number, through the desk. */
  #put(path, text) {
    if (this.#memory !== this.#side.memory || this.#handle === undefined) return undefined;
    const spot = this.#spots.get(path) ?? this.#spot(path);
    if (spot < 0) return undefined;
    let told;
    try {
      told = this.#wasm.sessionPutAt(this.#handle, spot, text === undefined ? -1 : this.#side.desk.write(text));
    } catch (error) {
      throw this.#side.trapped(error);
    }
    if (told < 0) return undefined;
    const verdict = VERDICTS[told & 3];
    if (told < 4) return { verdict, added: NONE, removed: NONE };
    if (told >> 22) return this.#changed(this.#ask((handle) => this.#wasm.sessionDifference(handle)));
    const [added, removed] = [(told >> 2) & 1023, told >> 12];
    return { verdict, added: this.#onDesk(0, added), removed: this.#onDesk(added, removed) };
  }

  #spot(path) {
    const spot = this.#side.run(() => this.#wasm.sessionSpot(this.#handle, path));
    this.#spots.set(path, spot);
    return spot;
  }

  /** Takes the last change back. */
  undo() {
    const numbers = this.#askAnew((handle) => this.#wasm.sessionUndo(handle));
    if (numbers.length === 0) return null;
    if (this.#changes.length > 0) this.#changes.length -= 2;
    else this.#writeOut();
    return this.#changed(numbers);
  }

  /** The verdict. */
  get verdict() {
    return VERDICTS[this.#ask((handle) => this.#wasm.sessionFindings(handle))[0]];
  }

  /** Every finding. */
  get findings() {
    const [, ...numbers] = this.#ask((handle) => this.#wasm.sessionFindings(handle));
    return numbers.map((number) => this.#finding(number));
  }

  /** The whole report. */
  get report() {
    return JSON.parse(this.#ask((handle) => this.#wasm.sessionReport(handle)));
  }

  /** The dossier as it stands. */
  get dossier() {
    return JSON.parse(this.#ask((handle) => this.#wasm.sessionDossier(handle)));
  }

  /** A finding of this session as a person reads it. */
  say(finding, lang = 'vi') {
    const number = this.#findings.indexOf(finding);
    if (number < 0) return say(this.#side, this.#pack, this.dossier, finding, lang);
    return JSON.parse(this.#ask((handle) => this.#wasm.sessionSay(handle, number, lang)));
  }

  /** Gives the memory back. It may be called twice, or never. */
  free() {
    if (this.#handle === undefined) return;
    if (this.#memory === this.#side.memory) this.#wasm.sessionClose(this.#handle);
    forgotten.unregister(this);
    this.#handle = undefined;
    this.#text = undefined;
  }

  [Symbol.dispose ?? Symbol.for('Symbol.dispose')]() {
    this.free();
  }

  #open() {
    this.#handle = this.#side.run(() => this.#wasm.sessionOpen(this.#pack.version, this.#text));
    this.#memory = this.#side.memory;
    forgotten.unregister(this);
    forgotten.register(this, { side: this.#side, handle: this.#handle, memory: this.#memory }, this);
  }

  #ask(question) {
    if (this.#text === undefined) {
      throw new HosoError({ code: 'closed', vi: 'phiên làm việc đã đóng.', en: 'the session is closed.' });
    }
    if (this.#memory !== this.#side.memory) this.#openAgain();
    return this.#side.run(() => question(this.#handle));
  }

  /** Asks for what may bring or take forms and rows. */
  #askAnew(question) {
    this.#spots.clear();
    return this.#ask(question);
  }

  /** What was changed until now need not be done again. */
  #writeOut() {
    this.#text = this.#ask((handle) => this.#wasm.sessionDossier(handle));
    this.#changes.length = 0;
  }

  #openAgain() {
    this.#findings.length = 0;
    this.#spots.clear();
    this.#open();
    for (let at = 0; at < this.#changes.length; at += 2) {
      this.#side.run(() => this.#wasm.sessionSet(this.#handle, this.#changes[at], this.#changes[at + 1]));
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
    const found = [this.#finding(this.#side.desk.number(from))];
    for (let at = 1; at < count; at += 1) found.push(this.#finding(this.#side.desk.number(from + at)));
    return found;
  }

  /** A finding by its number; its content crosses once. */
  #finding(number) {
    return (this.#findings[number] ??= Object.freeze(JSON.parse(this.#side.run(() => this.#wasm.sessionFinding(this.#handle, number)))));
  }
}

/** Sessions that nobody holds any more are closed when the collector comes by. */
const forgotten = new FinalizationRegistry(({ side, handle, memory }) => {
  if (memory === side.memory) side.run(() => side.wasm.sessionClose(handle));
});

function textOf(value) {
  if (value === null || value === undefined || value === false) return undefined;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
