// The conformance kits, run with the module that ships with them: every told case, as an object and as JSON, gives what the native program
// gave. `read` gives the text of a file of the package.

import { is, same } from './smoke.checks.js';
import { sorted } from './smoke.full.js';

export async function kits(run, { hoso, full }, files, read) {
  for (const file of files) {
    if (file.startsWith('conformance-time/')) {
      await run.check(`${file} in full`, async () => {
        const all = JSON.parse(await read(file));
        for (const told of all) same([told.name, await ends(full, told)], [told.name, told.taken ? told.last : 'not taken']);
        is(all.some(({ last }) => last) && all.some(({ dossier }) => dossier), true);
      });
      continue;
    }
    if (file.startsWith('conformance-which/')) {
      await run.check(`${file} in full`, async () => {
        const all = JSON.parse(await read(file));
        for (const told of all) same([told.name, ...(await applying(full, told))], [told.name, sorted(told.applies), told.terms]);
        is(all.length > 50 && all.some(({ terms }) => terms.length), true);
      });
      continue;
    }
    const isOfSeveral = file.startsWith('conformance-several/');
    for (const [name, module] of Object.entries(isOfSeveral ? { full } : { hoso, full })) {
      await run.check(`${file} in ${name}`, async () => {
        for (const told of JSON.parse(await read(file))) {
          const pack = await module.loadLaw((told.dossier ?? told.draft.dossier).pack.id);
          const expected = [told.name, sorted(isOfSeveral ? told.found : told.report)];
          const found = isOfSeveral
            ? [module.checkAll(pack, told.draft)]
            : [module.check(pack, told.dossier), module.check(pack, JSON.stringify(told.dossier))];
          for (const one of found) same([told.name, sorted(one)], expected);
        }
      });
    }
  }
}

/** Which dossiers and acts apply, and the last days reckoned from the answers. */
async function applying(full, { pack, answers, on }) {
  const { applies } = full.which(await full.loadLaw(pack.id), answers, on);
  const known = applies.filter(({ holds }) => holds !== false).map(({ id, holds }) => [id, holds ? 'asked' : 'open']);
  const dues = applies.filter(({ holds }) => holds).flatMap((one) => one.dues ?? []).filter(({ deadline }) => deadline);
  const terms = dues.map(({ cite, deadline: { last } }) => `${cite} ${last.split('-').reverse().join('/')}`);
  return [sorted(Object.fromEntries(known)), [...new Set(terms)].sort()];
}

/** When the step that is told of ends. */
async function ends(full, { pack, dossier, procedure, events, on, cite, from, brings }) {
  const dues = full.timeline(await full.loadLaw(pack.id), dossier ?? { procedure }, events, on);
  const isIt = ({ cite: unit, step }) =>
    unit === cite && (step.from ?? null) === from && (!brings || (step.brings ?? []).join() === brings.join());
  const due = dues.find(isIt);
  return due ? (due.deadline?.last ?? null) : 'not taken';
}
