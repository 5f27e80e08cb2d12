// The package in Node, as installed.

import { readFile } from 'node:fs/promises';

import * as hoso from 'hoso';
import * as full from 'hoso/full';
import * as verifier from 'hoso/verify';
import * as fullGlue from 'hoso/wasm/full.js';
import * as glue from 'hoso/wasm/hoso.js';
import * as verifierGlue from 'hoso/wasm/verify.js';

import { Checks, checks } from './smoke.checks.js';
import { fullChecks } from './smoke.full.js';
import { make } from './smoke.given.js';
import { kits } from './smoke.kits.js';

const given = make();
const package_ = new URL('./node_modules/hoso/', import.meta.url);
const packUrl = new URL(`law/${given.packFile}`, package_);
const run = new Checks();
await checks(run, hoso, verifier, { ...given, packUrl, verifierGlue, glue });
await checks(run, full, verifier, { ...given, packUrl, verifierGlue, glue: fullGlue });
await fullChecks(run, full, given);
await kits(run, { hoso, full }, given.kits, (path) => readFile(new URL(path, package_), 'utf8'));
console.log(run.said);
process.exitCode = run.failures.length === 0 ? 0 : 1;
