// The module beside ajv, in one run, on the largest told dossier, the largest example and one of middling size: one change in a session, and one check of
// the whole, beside a validator that ajv made beforehand of the JSON Schema of what that dossier asks. The schema says which forms,
// fields and papers must be there and how each value is written; ajv knows no more than that, the module judges by the law, names its
// units and tells what changed. Each figure is the best of many short batches, so that what else the machine does counts least.

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

import Ajv from 'ajv/dist/2020.js';
import standaloneCode from 'ajv/dist/standalone/index.js';

const npm = process.env.HOSO_NPM ?? '../../dist/npm';
/** The module, and the same built for speed whatever it weighs. */
const ours = [];
for (const [name, script, wasm] of [['hoso', 'index', 'hoso'], ['hoso/full', 'full', 'full']]) {
  const module = await import(new URL(`${npm}/${script}.js`, import.meta.url));
  await module.init(await readFile(new URL(`${npm}/wasm/${wasm}_bg.wasm`, import.meta.url)));
  ours.push({ name, ...module });
}
const [{ check }] = ours;

/** Of a list, about so many rows are spoilt. */
const ROWS = 20;
/** For so long a figure is measured, in milliseconds, and each batch of it at least. */
const [LONG, BATCH] = [1500, 0.2];

const index = JSON.parse(await readFile(new URL(`${npm}/law/index.json`, import.meta.url), 'utf8'));
for (const given of JSON.parse(await readFile(process.argv[2], 'utf8'))) await beside(given);

async function beside({ law, schema, dossier: example }) {
  const entry = index.packs.find((known) => known.id === law);
  const { file } = entry.versions.find((version) => version.version === entry.latest);
  const bytes = await readFile(new URL(`${npm}/law/${file}`, import.meta.url));
  const [pack] = await Promise.all(ours.map(({ loadPack }) => loadPack(bytes)));

  const ajv = new Ajv({ allErrors: true, strict: false, code: { source: true, esm: false } });
  const made = { exports: {} };
  new Function('module', 'exports', 'require', standaloneCode(ajv, ajv.compile(schema)))(made, made.exports, createRequire(import.meta.url));
  const validate = made.exports;

  const dossier = { ...example, pack };
  if (!validate(dossier)) throw new Error(`the example is not of its schema: ${JSON.stringify(validate.errors)}`);
  const text = JSON.stringify(dossier);
  console.log(`\n${law} ${dossier.procedure}: ${sizes(dossier)}, ${text.length} letters`);

  const { count, ofAjv, ofHoso } = variants(dossier, validate, pack);
  console.log(`${count} spoilt dossiers: ajv sees something wrong in ${ofAjv.seen} (${ofAjv.errors} errors), hoso in ${ofHoso.seen} (${ofHoso.errors} findings that are errors or to do)`);

  const peer = best('ajv: validate the whole dossier, as an object', () => validate(dossier));
  const peerText = best('ajv: parse its JSON and validate', () => validate(JSON.parse(text)));
  for (const { name, Session, check } of ours) {
    const session = new Session(pack, dossier);
    const { path, good } = phone(dossier);
    // Right, wrong, right, missing: each change brings a finding or takes one away.
    const typed = [good, 'gọi tôi', good, null];
    for (const [at, value] of [...typed, ...typed].entries()) {
      const { added, removed } = session.set(path, value);
      if (at > 0 && added.length + removed.length === 0) throw new Error(`${path} set to ${value} changes no finding`);
    }
    const set = best(`${name}: Session.set and the findings that changed`, (at) => session.set(path, typed[at % typed.length]));
    const once = best(`${name}: check the whole dossier, from an object`, () => check(pack, dossier));
    const onceText = best(`${name}: check the whole dossier, from its JSON`, () => check(pack, text));

    ratio(`ajv on the object to Session.set of ${name}`, peer, set);
    ratio(`ajv from JSON to Session.set of ${name}`, peerText, set);
    ratio(`one check of ${name} from an object to ajv on the object`, once, peer);
    ratio(`one check of ${name} from JSON to ajv from JSON`, onceText, peerText);
  }
}

/** Each answer and each paper in turn taken away, and each answer made nonsense. */
function variants(whole, validate, pack) {
  const [ofAjv, ofHoso] = [{ seen: 0, errors: 0 }, { seen: 0, errors: 0 }];
  let count = 0;
  const judge = (spoil) => {
    const spoilt = structuredClone(whole);
    spoil(spoilt);
    count += 1;
    const wrong = validate(spoilt) ? 0 : validate.errors.length;
    const found = check(pack, spoilt).findings.filter((finding) => finding.severity !== 'warning').length;
    for (const [of, errors] of [[ofAjv, wrong], [ofHoso, found]]) {
      of.errors += errors;
      if (errors > 0) of.seen += 1;
    }
  };
  const spoilAll = (of) => {
    for (const id of Object.keys(of(whole))) {
      judge((spoilt) => delete of(spoilt)[id]);
      judge((spoilt) => { of(spoilt)[id] = '?'; });
    }
  };
  spoilAll((at) => at.facts);
  for (const id of Object.keys(whole.forms)) spoilAll((at) => at.forms[id]);
  for (const [id, list] of Object.entries(whole.lists)) {
    // Of a long list every so many rows.
    const step = Math.ceil(list.rows.length / ROWS);
    for (let row = 0; row < list.rows.length; row += step) spoilAll((at) => at.lists[id].rows[row].values);
  }
  for (const slot of Object.keys(whole.papers)) {
    judge((spoilt) => delete spoilt.papers[slot]);
    for (const what of ['kind', 'copies', 'sets', 'file']) {
      if (what in whole.papers[slot][0]) judge((spoilt) => delete spoilt.papers[slot][0][what]);
    }
  }
  return { count, ofAjv, ofHoso };
}

/** The first telephone number, and where it is. */
function phone({ forms }) {
  const form = Object.keys(forms).find((id) => forms[id].phone);
  if (!form) throw new Error('no form of the example holds a telephone number');
  return { path: `forms/${form}/phone`, good: forms[form].phone };
}

/** How much a dossier holds. */
function sizes({ facts, forms, lists, papers }) {
  const of = (values) => Object.keys(values).length;
  const rows = Object.values(lists).flatMap((list) => list.rows);
  const fields = [facts, ...Object.values(forms), ...rows.map((row) => row.values)].reduce((sum, values) => sum + of(values), 0);
  return `${fields} fields, ${rows.length} rows, ${of(papers)} papers`;
}

/** Microseconds that one run of `work` takes. */
function best(name, work) {
  let [least, runs, batch] = [Infinity, 0, 1];
  const end = performance.now() + LONG;
  for (let start = performance.now(); start < end; start = performance.now()) {
    for (let at = 0; at < batch; at += 1) work(runs + at);
    const spent = performance.now() - start;
    runs += batch;
    if (spent < BATCH) batch += batch;
    else least = Math.min(least, (spent * 1000) / batch);
  }
  console.log(`${name}: ${least.toFixed(2)} µs`);
  return least;
}

function ratio(name, theirs, ours) {
  console.log(`${name}: ${(theirs / ours).toFixed(2)} times`);
}
