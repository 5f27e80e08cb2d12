// What the smoke tests work on, made by the command: the example, sealed under a test key, and the latest pack.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const keys = join(process.env.HOSO_ROOT, 'cli/tests/keys');

/** Makes it: `{ dossier, bundle, roots, pack, packFile, version }`. */
export function make() {
  const folder = mkdtempSync(join(tmpdir(), 'hoso-'));
  const cli = (...words) => execFileSync(process.env.HOSO_CLI, words, { env: { ...process.env, HOSO_P12_PASSWORD: 'mật khẩu thử' } });
  const [text, bundle] = [join(folder, 'dossier.json'), join(folder, 'out.asice')];
  cli('example', 'grant', '-o', folder);
  cli('bundle', text, '--files', folder, '--p12', join(keys, 'filer.p12'), '-o', bundle);
  const package_ = new URL('./node_modules/hoso/', import.meta.url);
  const read = (path) => readFileSync(new URL(path, package_), 'utf8');
  const packFile = JSON.parse(read('law/index.json')).packs.find((law) => law.id === 'vn/tt-24-2014').versions.at(-1).file;
  return {
    dossier: JSON.parse(readFileSync(text, 'utf8')),
    bundle: new Uint8Array(readFileSync(bundle)),
    roots: readFileSync(join(keys, 'root.pem'), 'utf8'),
    pack: new TextEncoder().encode(read(`law/${packFile}`)),
    packFile,
    version: JSON.parse(read('package.json')).version,
  };
}
