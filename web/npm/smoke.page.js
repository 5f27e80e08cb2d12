// The page of the browser's smoke test. Bytes come as base64, because what is given crosses as JSON.

import * as full from './node_modules/hoso/full.js';
import * as hoso from './node_modules/hoso/index.js';
import * as verifier from './node_modules/hoso/verify.js';
import * as fullGlue from './node_modules/hoso/wasm/full.js';
import * as glue from './node_modules/hoso/wasm/hoso.js';
import * as verifierGlue from './node_modules/hoso/wasm/verify.js';

import { Checks, checks } from './smoke.checks.js';
import { fullChecks } from './smoke.full.js';
import { kits } from './smoke.kits.js';

globalThis.smoke = async (given) => {
  const bytes = (base64) => Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const [pack, bundle] = [bytes(given.pack), bytes(given.bundle)];
  const all = { ...given, pack, bundle, packUrl: `./node_modules/hoso/law/${given.packFile}` };
  const run = new Checks();
  await checks(run, hoso, verifier, { ...all, verifierGlue, glue });
  await checks(run, full, verifier, { ...all, verifierGlue, glue: fullGlue });
  await fullChecks(run, full, all);
  await kits(run, { hoso, full }, given.kits, async (path) => (await fetch(`./node_modules/hoso/${path}`)).text());
  return { said: run.said, failed: run.failures.length };
};
