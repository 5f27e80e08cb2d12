// The facade: plain values in, plain values out, by way of one wasm file or another.

import { HosoError, bytesOf, laws } from './bytes.js';
import { flatOf } from './flat.js';
import { VERDICTS, jsonOf } from './memory.js';
import { Held } from './session.js';

/** All that there is to ask of a wasm file, whichever it is. */
export function facade(side) {
  return {
    init: (source) => side.init(source),
    version: () => side.run(() => side.wasm.version()),
    loadPack: (source) => side.loadPack(source),
    loadLaw: (id, version) => loadLaw(side, id, version),
    check: (pack, dossier, on) => check(side, pack, dossier, on),
    requirements: (pack, dossier) => requirements(side, pack, dossier),
    say: (pack, dossier, finding, lang) => say(side, pack, dossier, finding, lang),
    Session: class Session extends Held {
      constructor(pack, dossier) {
        super(side, pack, dossier);
      }
    },
  };
}

/** Loads a law shipped with the module, in its latest version or the one named. */
async function loadLaw(side, id, version) {
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
  return side.loadPack(new URL(`./law/${known.file}`, import.meta.url));
}

/** Checks a dossier once. */
function check(side, pack, dossier, on) {
  const known = side.packOf(pack.version);
  const flat = known && flatOf(side, known, dossier);
  const report = flat && checkAtDesk(side, 'checkFlat', pack, known, flat, on);
  if (report) return report;
  const text = jsonOf(dossier);
  return (known && checkAtDesk(side, 'checkDesk', pack, known, text, on)) ?? side.ask('check', pack.version, text, on);
}

/** Checks a text by way of the desk; nothing where that is not to be had. */
function checkAtDesk(side, way, { id, version }, pack, text, on) {
  let count;
  try {
    count = side.wasm[way](pack.number, side.desk.write(text), on);
  } catch (error) {
    throw side.trapped(error);
  }
  if (count < 0) return undefined;
  const { desk } = side;
  const [judged, length] = [desk.number(1), desk.number(4)];
  return {
    format: 1,
    pack: { id, version },
    on: dayOf(desk.number(2)),
    closed: judged > 3,
    verdict: VERDICTS[judged & 3],
    duties: dutiesOf(side, pack, desk.number(0), count),
    findings: length === 0 ? [] : JSON.parse(desk.read(desk.number(3), length)),
  };
}

/** The duties on the desk. What is said of them in words crosses once. */
function dutiesOf(side, { number, series }, at, count) {
  series[at] ??= side.ask('seriesDuties', number, at).map((cite) => ({ cite, because: [] }));
  const duties = [];
  for (let duty = 0; duty < count; duty += 1) {
    const told = side.desk.number(5 + duty);
    const verdict = VERDICTS[told & 3];
    const { cite, because } = series[at][duty];
    if (told < 4) {
      duties.push({ cite, verdict });
    } else {
      const of = (told >> 2) - 1;
      // Reports share it.
      because[of] ??= JSON.parse(side.run(() => side.wasm.seriesBecause(number, at, duty, of)), (_, value) => Object.freeze(value));
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
function requirements(side, pack, dossier) {
  return side.ask('requirements', pack.version, jsonOf(dossier));
}

/** A finding as a person reads it. */
export function say(side, pack, dossier, finding, lang = 'vi') {
  return side.ask('say', pack.version, jsonOf(dossier), JSON.stringify(finding), lang);
}
