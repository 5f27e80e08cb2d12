// Sealing beside those who hash alone, in one run, on one file of noise: in chromium the client's own worker beside hash-wasm reading the
// same file in a worker of its own; at the prompt `hoso bundle` and `hoso verify` beside `sha256sum`. Sealing reads the file, takes
// SHA-256 and CRC-32 of it, draws up the dossier, signs, and puts the container together; hash-wasm and sha256sum take SHA-256 and
// nothing else. Each figure is the best of several rounds.

import { execFileSync } from 'node:child_process';
import { randomFillSync } from 'node:crypto';
import { createReadStream, existsSync, readFileSync, rmSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import puppeteer from 'puppeteer-core';

const ROUNDS = 5;
const MIB = 1 << 20;
const SIZE = 512 * MIB;
const here = fileURLToPath(new URL('.', import.meta.url));
const { HOSO_SITE: site, HOSO_CLI: cli, HOSO_MADE: made } = process.env;

const scan = await noise(join(made, 'scan.pdf'));
const signer = newSigner();
const dossier = example();
await inBrowser();
atThePrompt();

/** A file of noise that says it is a PDF, so that nothing about it is easy. */
async function noise(path) {
  if (!existsSync(path) || statSync(path).size !== SIZE) {
    const file = await open(path, 'w');
    for (let at = 0; at < SIZE; at += MIB) {
      const chunk = randomFillSync(Buffer.alloc(MIB));
      if (at === 0) chunk.write('%PDF-1.7\n');
      await file.write(chunk);
    }
    await file.close();
  }
  return path;
}

/** A P-256 key with a certificate of its own, as PKCS#12, PKCS#8 and DER. */
function newSigner() {
  const at = (name) => join(made, name);
  const openssl = (...words) => execFileSync('openssl', words, { stdio: ['ignore', 'ignore', 'inherit'] });
  openssl('req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', at('key.pem'), '-out', at('own.pem'),
    '-subj', '/CN=Bench/UID=MST:0101234567', '-addext', 'keyUsage=critical,digitalSignature,nonRepudiation', '-addext', 'basicConstraints=critical,CA:FALSE');
  openssl('pkcs8', '-topk8', '-nocrypt', '-in', at('key.pem'), '-outform', 'DER', '-out', at('key.der'));
  openssl('x509', '-in', at('own.pem'), '-outform', 'DER', '-out', at('own.der'));
  openssl('pkcs12', '-export', '-inkey', at('key.pem'), '-in', at('own.pem'), '-passout', 'pass:bench', '-out', at('own.p12'));
  return { key: [...readFileSync(at('key.der'))], certificate: [...readFileSync(at('own.der'))], p12: at('own.p12') };
}

/** The example dossier with the file of noise as its first scan; its folder holds what the command seals. */
function example() {
  const folder = join(made, 'example');
  execFileSync(cli, ['example', 'grant', '-o', folder, '--force']);
  const whole = JSON.parse(readFileSync(join(folder, 'dossier.json'), 'utf8'));
  const first = Object.values(whole.papers).flat().find(({ file }) => file !== undefined).file;
  execFileSync('cp', [scan, join(folder, first.name)]);
  Object.assign(first, { size: SIZE });
  delete first.sha256;
  return { folder, whole, name: first.name };
}

async function inBrowser() {
  const server = createServer(serve).listen(0, '127.0.0.1');
  await new Promise((listening) => server.once('listening', listening));
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const browser = await puppeteer.launch({ executablePath: process.env.HOSO_CHROMIUM, args: asRoot, protocolTimeout: 600_000 });
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${server.address().port}/bench.html`);
  const input = await page.$('#files');
  const small = Object.values(dossier.whole.papers).flat().map(({ file }) => file?.name).filter((name) => name !== undefined);
  await input.uploadFile(...[...new Set(small)].map((name) => join(dossier.folder, name)));
  const pack = readFileSync(packFile()).toString('base64');
  const told = { json: JSON.stringify(dossier.whole), pack, signer, rounds: ROUNDS };
  const theirs = rate('hash-wasm: SHA-256 in a worker', await page.evaluate((rounds, name) => globalThis.hashing(rounds, name), ROUNDS, dossier.name));
  const ours = rate('hoso: sealing in the client’s worker', await page.evaluate((told) => globalThis.sealing(told), told));
  ratio('sealing in the browser to hash-wasm', ours, theirs);
  await browser.close();
  server.close();
}

function packFile() {
  const law = join(site, 'law');
  const { versions, latest } = JSON.parse(readFileSync(join(law, 'index.json'), 'utf8')).packs.find(({ id }) => id === dossier.whole.pack.id);
  return join(law, versions.find(({ version }) => version === latest).file);
}

/** The client as built, and beside it what the bench brings along. */
function serve(request, response) {
  const path = new URL(request.url, 'http://x').pathname;
  const own = { '/bench.html': 'sealing.html', '/bench.js': 'sealing.page.js', '/hashing.js': 'sealing.hash.js', '/hash-wasm.js': 'node_modules/hash-wasm/dist/sha256.umd.min.js' };
  const file = own[path] ? join(here, own[path]) : join(site, path);
  const types = { '.js': 'text/javascript', '.html': 'text/html', '.wasm': 'application/wasm' };
  if (!existsSync(file)) return response.writeHead(404).end();
  response.writeHead(200, { 'content-type': types[extname(file)] ?? 'application/octet-stream' });
  return createReadStream(file).pipe(response);
}

function atThePrompt() {
  const env = { ...process.env, HOSO_P12_PASSWORD: 'bench' };
  const out = join(made, 'bench.asice');
  const scanned = join(dossier.folder, dossier.name);
  const input = join(dossier.folder, 'dossier.json');
  execFileSync('sh', ['-c', 'cat > "$0"', input], { input: JSON.stringify(dossier.whole) });
  const run = (program, words, codes = [0]) => () => {
    try {
      execFileSync(program, words, { env, stdio: 'ignore' });
    } catch (error) {
      if (!codes.includes(error.status)) throw error;
    }
  };
  const theirs = rate('sha256sum', best(run('sha256sum', [scanned])));
  const sealing = rate('hoso bundle', best(run(cli, ['bundle', input, '--files', dossier.folder, '--p12', signer.p12, '--out', out, '--force', '--even-if-unmet'])));
  // Without roots it trusts nobody and ends with 1; the hashing is the same.
  const judging = rate('hoso verify', best(run(cli, ['verify', out], [0, 1])));
  ratio('hoso bundle to sha256sum', sealing, theirs);
  ratio('hoso verify to sha256sum', judging, theirs);
  rmSync(out);
}

/** Seconds of the quickest round. */
function best(work) {
  let least = Infinity;
  for (let round = 0; round < ROUNDS; round += 1) {
    const start = performance.now();
    work();
    least = Math.min(least, (performance.now() - start) / 1000);
  }
  return least;
}

/** Prints and gives megabytes a second. */
function rate(name, seconds) {
  const speed = SIZE / 1e6 / seconds;
  console.log(`${name}: ${speed.toFixed(0)} MB/s`);
  return speed;
}

function ratio(name, ours, theirs) {
  console.log(`${name}: ${(ours / theirs).toFixed(2)} times its speed`);
}
