// The module beside ajv, in one run: one change in a session, and one check of a whole dossier, against validating the same dossier
// with the JSON Schema that hoso publishes. ajv looks at shapes alone; the module reads the values, asks the law and tells what
// changed. Each figure is the best of several rounds, so that what else the machine does counts least.

import { readFile } from 'node:fs/promises';

import Ajv from 'ajv/dist/2020.js';
import formats from 'ajv-formats';

import { Session, check, loadLaw } from '../../dist/npm/index.js';

const ROUNDS = 7;

const read = async (path) => JSON.parse(await readFile(new URL(path, import.meta.url), 'utf8'));
const pack = await loadLaw('vn/tt-24-2014');
const dossier = { ...(await read('../../core/law/vn/tt-24-2014/example/grant.json')), pack };
const schema = await read('../../dist/npm/schema/dossier.json');

const ajv = new Ajv({ allErrors: true, strict: false });
formats(ajv);
ajv.addFormat('uint', true).addFormat('uint32', true).addFormat('uint64', true);
const validate = ajv.compile(schema);
if (!validate(dossier)) throw new Error(`the example is not of the published schema: ${ajv.errorsText(validate.errors)}`);

const session = new Session(pack, dossier);
const typed = ['024 3936 1234', '024 3936 12', 'gọi tôi', '024 3936 1235'];
const text = JSON.stringify(dossier);

const peer = best('ajv: validate the whole dossier, as an object', () => validate(dossier));
const peerText = best('ajv: parse its JSON and validate', () => validate(JSON.parse(text)));
const set = best('hoso: Session.set and the findings that changed', (at) => session.set('forms/m-01/phone', typed[at % typed.length]));
const once = best('hoso: check the whole dossier, once', () => check(pack, dossier));

ratio('Session.set to ajv on the object', set, peer);
ratio('Session.set to ajv from JSON', set, peerText);
ratio('one check to ajv on the object', once, peer);
ratio('one check to ajv from JSON', once, peerText);

/** Microseconds that one run of `work` takes. */
function best(name, work) {
  let least = Infinity;
  for (let round = 0; round < ROUNDS; round += 1) {
    let runs = 0;
    const start = performance.now();
    let spent = 0;
    while (spent < 200) {
      for (let at = 0; at < 20; at += 1) work(runs + at);
      runs += 20;
      spent = performance.now() - start;
    }
    least = Math.min(least, (spent * 1000) / runs);
  }
  console.log(`${name}: ${least.toFixed(1)} µs`);
  return least;
}

function ratio(name, ours, theirs) {
  console.log(`${name}: ${(ours / theirs).toFixed(2)} times its time`);
}
