// The module where its size does not matter: all of `hoso`, built for speed, and what else there is to ask of the law.

import * as wasm from './wasm/full.js';
import { bytesOf, laws } from './bytes.js';
import { facade } from './facade.js';
import { Side, jsonOf } from './memory.js';

export { HosoError } from './bytes.js';
export { laws };

const side = new Side(wasm, () => new URL('./wasm/full_bg.wasm', import.meta.url));
const { loadLaw: loadPackOf, ...same } = facade(side);
export const { init, version, loadPack, check, requirements, say, Session } = same;

/** The calendar of days off that deadlines are reckoned by, as JSON; else that of the pack, which knows the years of its law alone. */
let calendar;

/** Loads the calendar shipped with the module, or another. */
export async function loadCalendar(source) {
  const from = source ?? new URL(`./law/${(await laws()).calendar}`, import.meta.url);
  calendar = new TextDecoder().decode(await bytesOf(from));
}

/** Loads a law shipped with the module, and the calendar. */
export async function loadLaw(id, version) {
  const [pack] = await Promise.all([loadPackOf(id, version), calendar === undefined ? loadCalendar() : undefined]);
  return pack;
}

/** The law on a subject under which dossiers are filed on a day. */
export async function lawOn(subject, on = today()) {
  const known = (await laws()).subjects.find(({ id }) => id === subject)?.laws ?? [];
  return known.find(({ span: { from, until } }) => from <= on && (until === undefined || on <= until)) ?? null;
}

/** Everyone that a filing goes to. */
export function recipients(pack, draft) {
  return side.ask('recipients', pack.version, jsonOf(draft));
}

/** The dossier as it goes to a recipient. */
export function addressed(pack, draft, to) {
  return side.ask('addressed', pack.version, jsonOf(draft), to);
}

/** Checks a filing for all its recipients. */
export function checkAll(pack, draft, on) {
  return side.ask('checkAll', pack.version, jsonOf(draft), on);
}

/** The papers that are the same for all recipients of a filing, or those of the place of one. */
export function requirementsAll(pack, draft, at) {
  return side.ask('requirementsAll', pack.version, jsonOf(draft), at);
}

/** Who must do what by when. */
export function timeline(pack, of, events = {}, on) {
  const [text, isKind] = given(of);
  return side.ask('timeline', pack.version, text, isKind, JSON.stringify(events), on, calendar);
}

/** The same as a calendar file. */
export function ics(pack, of, events = {}, on, { lang = 'vi', now = new Date() } = {}) {
  const [text, isKind] = given(of);
  const time = now.toISOString().replace(/\.\d+Z$/, 'Z');
  return side.run(() => wasm.ics(pack.version, text, isKind, JSON.stringify(events), on, calendar, time, lang));
}

/** A filing as its JSON, or a kind of dossier by its id. */
function given(of) {
  const isKind = typeof of === 'object' && Object.keys(of).join() === 'procedure';
  return isKind ? [of.procedure, true] : [jsonOf(of), false];
}

/** The questions of a law's short questionnaire, and what applies by the answers so far. */
export function which(pack, answers = {}, on = today()) {
  return side.ask('which', pack.version, JSON.stringify(answers), on);
}

/** For the empty fields of a form what is known for them from elsewhere. */
export function carried(pack, draft, form, at) {
  return side.ask('carried', pack.version, jsonOf(draft), form, at);
}

/** What is not as it was in the earlier dossier. */
export function changes(pack, draft, earlier) {
  return side.ask('changes', pack.version, jsonOf(draft), earlier === undefined ? undefined : jsonOf(earlier));
}

/** A form that a business issues to someone: checked, and as a page to print. */
export function issue(pack, form, dossier, values, on = today()) {
  const text = dossier === null || dossier === undefined ? undefined : jsonOf(dossier);
  return side.ask('issue', pack.version, form, text, JSON.stringify(values), on);
}

/** The civil day in Vietnam, which keeps UTC+7 the whole year. */
function today() {
  return new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10);
}
