// The package in chromium, from its files as they are, under a strict policy: no eval, no inline script, nothing from elsewhere.

import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { extname } from 'node:path';

import { make } from './smoke.given.js';

const puppeteer = createRequire(`${process.env.HOSO_JOURNEY}/package.json`)('puppeteer-core');
const POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; base-uri 'none'; form-action 'none'";
const TYPES = { '.js': 'text/javascript', '.wasm': 'application/wasm', '.json': 'application/json', '.html': 'text/html' };
const PAGE = '<!doctype html><html lang="en"><title>hoso</title><script type="module" src="./smoke.page.js"></script>';

const loaded = [];
const server = createServer(async (request, response) => {
  const path = new URL(request.url, 'http://localhost').pathname;
  loaded.push(path);
  const bytes = path === '/' ? PAGE : await readFile(new URL(`.${path}`, import.meta.url)).catch(() => null);
  const type = path === '/' ? 'text/html' : TYPES[extname(path)] ?? 'application/octet-stream';
  response.writeHead(bytes === null ? 404 : 200, { 'content-type': type, 'content-security-policy': POLICY });
  response.end(bytes);
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));

const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
const browser = await puppeteer.launch({ executablePath: process.env.HOSO_CHROMIUM, args: asRoot });
const complaints = [];
let done = { said: '0 passed, 1 failed', failed: 1 };
try {
  const page = await browser.newPage();
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.goto(`http://127.0.0.1:${server.address().port}/`);
  await page.waitForFunction(() => typeof globalThis.smoke === 'function');
  const early = loaded.filter((path) => path.endsWith('.wasm'));
  if (early.length > 0) complaints.push(`fetched before it was asked for: ${early}`);
  const made = make();
  const base64 = (bytes) => Buffer.from(bytes).toString('base64');
  const given = { ...made, pack: base64(made.pack), bundle: base64(made.bundle) };
  done = await page.evaluate((given) => globalThis.smoke(given), given);
} catch (error) {
  complaints.push(String(error?.stack ?? error));
} finally {
  await browser.close();
  server.close();
}
// The page's own complaints are one more check.
const [passed, failed] = done.said.match(/(\d+) passed, (\d+) failed$/).slice(1).map(Number);
console.log([done.said, ...complaints].join('\n'));
const clean = complaints.length === 0;
console.log(`${passed + Number(clean)} passed, ${failed + Number(!clean)} failed`);
process.exitCode = failed === 0 && clean ? 0 : 1;
