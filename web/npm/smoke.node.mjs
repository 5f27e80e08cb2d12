// The package in Node, as installed.

import * as hoso from 'hoso';
import * as verifier from 'hoso/verify';
import * as glue from 'hoso/wasm/hoso.js';

import { checks } from './smoke.checks.js';
import { make } from './smoke.given.js';

const given = make();
const packUrl = new URL(`./node_modules/hoso/law/${given.packFile}`, import.meta.url);
const run = await checks(hoso, verifier, { ...given, packUrl, glue });
console.log(run.said);
process.exitCode = run.failures.length === 0 ? 0 : 1;
