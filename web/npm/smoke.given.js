// What the smoke tests work on, made by the command: the example, sealed under a test key, the latest pack, and what the command says.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const keys = join(process.env.HOSO_ROOT, 'cli/tests/keys');

/** Makes it: `{ dossier, bundle, roots, pack, packFile, version, several, said, kits }`. */
export function make() {
  const folder = mkdtempSync(join(tmpdir(), 'hoso-'));
  const [text, bundle] = [join(folder, 'dossier.json'), join(folder, 'out.asice')];
  cli('example', 'grant', '-o', folder);
  cli('bundle', text, '--files', folder, '--p12', join(keys, 'filer.p12'), '-o', bundle);
  const package_ = new URL('./node_modules/hoso/', import.meta.url);
  const read = (path) => readFileSync(new URL(path, package_), 'utf8');
  const packFile = JSON.parse(read('law/index.json')).packs.find((law) => law.id === 'vn/tt-24-2014').versions.at(-1).file;
  const several = filing(folder);
  return {
    dossier: JSON.parse(readFileSync(text, 'utf8')),
    bundle: new Uint8Array(readFileSync(bundle)),
    roots: readFileSync(join(keys, 'root.pem'), 'utf8'),
    pack: new TextEncoder().encode(read(`law/${packFile}`)),
    packFile,
    version: JSON.parse(read('package.json')).version,
    several,
    said: said(folder, text, several),
    kits: ['conformance', 'conformance-several', 'conformance-time', 'conformance-which'].flatMap((kit) => within(package_, kit).flatMap((law) => within(package_, law))),
  };
}

/** A notice of activities that goes to another province too, of which nothing is told yet. */
function filing(folder) {
  cli('example', 'activities', '-o', join(folder, 'activities'));
  const dossier = JSON.parse(readFileSync(join(folder, 'activities/dossier.json'), 'utf8'));
  const others = ['doit/30', 'doit/79'].filter((to) => to !== dossier.recipient);
  return { draft: 1, dossier: { ...dossier, closed: true }, filing: { others, sent: { 'doit/30': { on: '06/07/2016' } } } };
}

/** What the command says of the example, of the filing, of a few answers, and of a certificate. */
function said(folder, text, several) {
  const [draft, values, ics] = ['several.json', 'person.json', 'dates.ics'].map((name) => join(folder, name));
  const person = {
    'basic-number': '01/2016', 'participant-name': 'Nguyễn Thị Hiền', born: '27/03/1990', 'identity-paper': 'passport',
    'passport-number': 'B1234567', 'contract-number': '15/HĐ', 'contract-date': '20/05/2016', 'trainer-name': 'Lê Văn Chín',
    'course-from': '02/06/2016', 'course-until': '03/06/2016', 'issued-on': '21/06/2016',
  };
  const answers = {
    'platform.type': 'intermediary-foreign', 'platform.confirmed-before': 'no', 'platform.ordering': 'yes', 'platform.vietnamese': 'yes', 'platform.vn-domain': 'no',
  };
  writeFileSync(draft, JSON.stringify(several));
  writeFileSync(values, JSON.stringify(person));
  const json = (...words) => JSON.parse(cli(...words, '--json'));
  const received = ['--event', 'received=2016-02-03'];
  const timeline = json('deadlines', text, ...received, '--ics', ics);
  const answered = Object.entries(answers).flatMap((answer) => ['--answer', answer.join('=')]);
  return {
    timeline,
    ics: readFileSync(ics, 'utf8'),
    planned: json('deadlines', 'grant', ...received),
    plannedOn: json('deadlines', 'grant', '--on', '2016-02-03'),
    several: json('check', draft),
    severalTimeline: json('deadlines', draft),
    answers,
    which: json('which', 'vn/nd-248-2026', ...answered, '--on', '2026-08-03'),
    person,
    issued: json('issue', 'm-14', values, '--dossier', text),
  };
}

/** What the command writes. That something is unmet or open is an answer too. */
function cli(...words) {
  const env = { ...process.env, HOSO_P12_PASSWORD: 'mật khẩu thử', LANG: 'en_GB.UTF-8', LC_ALL: '' };
  const { status, stdout, stderr } = spawnSync(process.env.HOSO_CLI, words, { env, encoding: 'utf8', maxBuffer: 1 << 26 });
  if (status !== 0 && status !== 1) throw new Error(`hoso ${words.join(' ')}: ${status} ${stderr}`);
  return stdout;
}

/** The paths of what is in a folder of the package. */
function within(package_, folder) {
  return readdirSync(new URL(`${folder}/`, package_)).map((name) => `${folder}/${name}`);
}
