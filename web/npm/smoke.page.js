// The page of the browser's smoke test. Bytes come as base64, because what is given crosses as JSON.

import * as hoso from './node_modules/hoso/index.js';
import * as verifier from './node_modules/hoso/verify.js';
import * as glue from './node_modules/hoso/wasm/hoso.js';

import { checks } from './smoke.checks.js';

globalThis.smoke = async (given) => {
  const bytes = (base64) => Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const [pack, bundle] = [bytes(given.pack), bytes(given.bundle)];
  const run = await checks(hoso, verifier, { ...given, pack, bundle, packUrl: `./node_modules/hoso/law/${given.packFile}`, glue });
  return { said: run.said, failed: run.failures.length };
};
