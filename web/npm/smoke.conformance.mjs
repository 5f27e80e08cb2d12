// The conformance kit, run with the module that ships with it: every told case, as an object and as JSON, gives the report
// that the native program gave.

import { readFileSync, readdirSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';

import { check, loadLaw } from 'hoso';

const kit = new URL('./node_modules/hoso/conformance/', import.meta.url);
let [passed, failed] = [0, 0];
for (const law of readdirSync(kit)) {
  for (const file of readdirSync(new URL(`${law}/`, kit))) {
    const wrong = [];
    for (const { name, dossier, report } of JSON.parse(readFileSync(new URL(`${law}/${file}`, kit), 'utf8'))) {
      const pack = await loadLaw(dossier.pack.id);
      const given = [dossier, JSON.stringify(dossier)];
      if (!given.every((one) => isDeepStrictEqual(check(pack, one), report))) wrong.push(name);
    }
    wrong.forEach((name) => console.log(`not the report told: ${name}`));
    if (wrong.length === 0) passed += 1;
    else failed += 1;
  }
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
