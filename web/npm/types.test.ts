// The types as a portal's code meets them; tsc is the judge.

import { HosoError, Session, check, init, laws, loadLaw, loadPack, requirements, say, version } from 'hoso';
import type { Changes, Dossier, Draft, Finding, PackRef, Report } from 'hoso';
import * as full from 'hoso/full';
import type { Applies, Carried, Changed, Due, Issued, Several } from 'hoso/full';
import { verify } from 'hoso/verify';
import type { Verdict } from 'hoso/verify';

declare const dossier: Dossier;
declare const file: File;

await init();
await init(new URL('https://example.vn/hoso_bg.wasm'));
const pack: PackRef = await loadLaw('vn/tt-24-2014');
await loadPack(new Uint8Array());
const names: string[] = (await laws()).packs.map((law) => law.name.vi);

const report: Report = check(pack, dossier, '2016-05-10');
const worst: Finding | undefined = report.findings.find((finding) => finding.severity === 'error');
const sentence: string | undefined = worst && say(pack, dossier, worst, 'en').what;
const ofText: Report = check(pack, JSON.stringify(dossier));
const sets: (number | null)[] = requirements(pack, { draft: 1, dossier }).flatMap((asked) => asked.papers.map((paper) => paper.sets));

const session = new Session(pack, dossier);
const changes: Changes = session.set('forms/m-01/name', 'CÔNG TY A');
session.set('facts/goods.conditional', null);
session.set('lists/officers/r1', { values: { name: 'A' }, at: 0 });
session.set('papers/2/4:passport:r2/0/kind', 'certified-copy');
session.set('papers/2/4:passport:r2', [{ kind: 'original', copies: '1' }]);
session.set('closed/officers', true);
session.undo()?.removed.map((finding) => finding.rule);
session.free();

// @ts-expect-error a kind of paper is one of four
session.set('papers/2/4:passport:r2/0/kind', 'copy');
// @ts-expect-error there is no such part of a dossier
session.set('form/m-01/name', 'A');
// @ts-expect-error findings are given, not made
report.findings.push(worst);
// @ts-expect-error a dossier has a day
const incomplete: Dossier = { format: 1, id: '', procedure: '', recipient: '', pack };

const place = worst?.place;
if (place?.at === 'row') place.row.toUpperCase();
if (worst && typeof worst.basis === 'object' && 'law' in worst.basis) worst.basis.law.toUpperCase();

const verdict: Verdict = await verify(file, { roots: '-----BEGIN CERTIFICATE-----', onProgress: (done, total) => done < total });
const desk = await verify(file, { procedure: 'grant', recipient: ['vca', 'doit/01'], earlier: file });
const told: string[] = desk.earlier?.differences.map(({ vi, before, after }) => `${vi} ${before ?? ''} ${after ?? ''}`) ?? [];
const accepted: boolean = verdict.outcome === 'valid' && verdict.dossier?.report?.verdict === 'met';
const law: PackRef = await full.loadLaw('vn/tt-24-2014');
const draft: Draft = { draft: 1, dossier, filing: { others: ['doit/01'], places: { 'doit/01': { facts: {} } } } };
const several: Several = full.checkAll(law, draft);
const whom: string[] = several.report.findings.flatMap((finding, at) => several.concerns[at].map((to) => `${to} ${finding.code}`));
const ofPlace: string[] = full.requirementsAll(law, draft, full.recipients(law, draft)[1]).map((asked) => asked.cite);
const there: Dossier = full.addressed(law, draft, 'doit/01');
const dues: Due[] = full.timeline(law, { procedure: 'grant' }, { received: '2016-02-03' }, '2016-02-03');
const last: (string | undefined)[] = dues.map(({ deadline, say }) => deadline?.last ?? say.vi.time);
const calendar: string = full.ics(law, draft, {}, undefined, { lang: 'en', now: new Date() });
const known: string | undefined = (await full.lawOn('e-commerce-platforms', '2026-08-01'))?.name.vi;
const applying: Applies[] = full.which(law, { 'platform.type': 'direct' }, '2026-08-01').applies.filter(({ holds }) => holds);
const offered: Carried[] = full.carried(law, draft, 'm-01').filter(({ from }) => typeof from === 'object' && 'earlier' in from);
const rows: string[] = full.changes(law, draft, dossier).flatMap((one: Changed) => (one.changed === 'field' ? [] : [one.row]));
const card: Issued = full.issue(law, 'm-02', null, { 'card-number': '1' });
const page: string = card.page ?? '';
const same: Report = full.check(law, dossier);
const open: Changes | null = new full.Session(law, dossier).undo();
// @ts-expect-error a deadline may be unknown
dues[0].deadline.last.toUpperCase();
// @ts-expect-error a dossier, a draft, or what is planned
full.timeline(law, { kind: 'grant' });
try {
  version();
} catch (error) {
  if (error instanceof HosoError && error.code === 'not-started') console.log(error.vi);
}
export { accepted, applying, calendar, changes, incomplete, known, last, names, offered, ofPlace, open, page, rows, same, sentence, sets, there, told, whom };
