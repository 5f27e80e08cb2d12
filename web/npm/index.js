// The facade: plain values in, plain values out.

import * as wasm from './wasm/hoso.js';
import { flatOf } from './flat.js';
import { HosoError, bytesOf } from './bytes.js';
import { VERDICTS, desk, init, jsonOf, loadPack, packOf, run, trapped } from './memory.js';

export { HosoError, init, loadPack };
export { Session } from './session.js';

/** The version of the module. */
export function version() {
  return run(() => wasm.version());
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
  const known = packOf(pack.version);
  if (known && typeof dossier === 'object') {
    const flat = flatOf(dossier, known);
    const report = flat && checkAtDesk(pack, known, flat, true, on);
    if (report) return report;
  }
  const text = jsonOf(dossier);
  return (known && checkAtDesk(pack, known, text, false, on)) ?? JSON.parse(run(() => wasm.check(pack.version, text, on)));
}

/** Checks a text by way of the desk; nothing where that is not to be had. */
function checkAtDesk({ id, version }, pack, text, isFlat, on) {
  let count;
  try {
    count = wasm.checkDesk(pack.number, desk.write(text), isFlat, on);
  } catch (error) {
    throw trapped(error);
  }
  if (count < 0) return undefined;
  const [judged, length] = [desk.number(1), desk.number(4)];
  return {
    format: 1,
    pack: { id, version },
    on: dayOf(desk.number(2)),
    closed: judged > 3,
    verdict: VERDICTS[judged & 3],
    duties: dutiesOf(pack, desk.number(0), count),
    findings: length === 0 ? [] : JSON.parse(desk.read(desk.number(3), length)),
  };
}

/** The duties on the desk. What is said of them in words crosses once. */
function dutiesOf({ number, series }, at, count) {
  series[at] ??= JSON.parse(run(() => wasm.seriesDuties(number, at))).map((cite) => ({ cite, because: [] }));
  const duties = [];
  for (let duty = 0; duty < count; duty += 1) {
    const told = desk.number(5 + duty);
    const verdict = VERDICTS[told & 3];
    const { cite, because } = series[at][duty];
    if (told < 4) {
      duties.push({ cite, verdict });
    } else {
      const of = (told >> 2) - 1;
      // Reports share it.
      because[of] ??= JSON.parse(run(() => wasm.seriesBecause(number, at, duty, of)), (_, value) => Object.freeze(value));
      duties.push({ cite, verdict, because: because[of] });
    }
  }
  return duties;
}

/** A day from its digits. */
function dayOf(digits) {
  const [month, day] = [Math.trunc(digits / 100) % 100, digits % 100];
  return `${Math.trunc(digits / 10_000)}-${month < 10 ? '0' : ''}${month}-${day < 10 ? '0' : ''}${day}`;
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
