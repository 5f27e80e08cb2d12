// Where things are. `cargo xtask test` says so in the environment; without it a journey run by hand uses the same places.

import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "");
/** The built client. */
export const site = process.env.HOSO_SITE ?? `${root}/dist/www`;
/** What journeys make and download; the independent verifiers read it. */
export const made = process.env.HOSO_MADE ?? `${root}/target/journey`;
/** The command line of hoso. */
export const cli = process.env.HOSO_CLI ?? `${root}/target/debug/hoso`;
/** The Python with software that is not ours. */
export const python = process.env.HOSO_PYTHON ?? `${root}/target/verifiers/bin/python`;
export const chromium = process.env.HOSO_CHROMIUM ?? "/usr/bin/chromium";

mkdirSync(made, { recursive: true });
