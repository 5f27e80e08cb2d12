// What must hold of `hoso/full` beyond `hoso`, wherever it runs. What the command says of the same is in `given.said`.

import { is, same as exactly, throws } from './smoke.checks.js';

export async function fullChecks(run, full, given) {
  const { dossier, said } = given;
  const pack = await full.loadLaw('vn/tt-24-2014');
  await run.check('deadlines are those of the command, steps, days passed over, words and all', () => {
    same(full.timeline(pack, dossier, { received: '2016-02-03' }), said.timeline);
    same(full.timeline(pack, JSON.stringify(dossier), { received: '2016-02-03' }), said.timeline);
    same(full.timeline(pack, { procedure: 'grant' }, { received: '2016-02-03' }), said.planned);
    same(full.timeline(pack, { procedure: 'grant' }, {}, '2016-02-03'), said.plannedOn);
    const checked = full.timeline(pack, dossier, { received: '2016-02-03', complete: '2016-02-03' });
    const answered = checked.find((due) => due.deadline?.skipped.some(({ day }) => day === '2016-02-08'));
    is(answered.say.en.reckoning.some((step) => step.includes('08/02/2016 (Lunar New Year)')), true);
    is(answered.say.vi.basis.includes('Điều 3'), true);
    throws(() => full.timeline(pack, dossier, { filed: '2016-02-03' }), 'no-such-event');
    throws(() => full.timeline(pack, { procedure: 'none' }), 'no-such-dossier');
    throws(() => full.timeline(pack, dossier, {}, 'tomorrow'), 'not-a-day');
  });
  await run.check('the calendar file is that of the command', () => {
    const now = new Date('2016-02-03T01:02:03.456Z');
    const text = full.ics(pack, dossier, { received: '2016-02-03' }, undefined, { lang: 'en', now });
    is(text.includes('DTSTAMP:20160203T010203Z'), true);
    same(unstamped(text), unstamped(said.ics));
    is(full.ics(pack, { procedure: 'grant' }, { received: '2016-02-03' }).includes('SUMMARY:Cục Quản lý cạnh tranh'), true);
  });
  await run.check('a filing to several is checked for all of them, as the command does', () => {
    const { several } = given;
    const found = full.checkAll(pack, several);
    same(found, said.several);
    same(full.recipients(pack, several), found.recipients);
    is(found.concerns.some((to) => to.length > 0), true);
    same(full.checkAll(pack, dossier).report, full.check(pack, dossier));
    is(full.checkAll(pack, several, '2018-07-15').report.findings.some(({ code }) => code === 'not-in-force'), true);
    throws(() => full.checkAll(pack, { format: 7 }), 'not-a-dossier');
    same(full.timeline(pack, several), said.severalTimeline);
  });
  await run.check('a dossier goes to each recipient with what is told for its place', () => {
    const { several } = given;
    const [own, other] = full.recipients(pack, several);
    const [here, there] = [own, other].map((to) => full.addressed(pack, several, to));
    is([here.recipient, there.recipient].join(), [own, other].join());
    is(Object.keys(here.facts).length >= Object.keys(there.facts).length, true);
    const [all, ofOther] = [full.requirementsAll(pack, several), full.requirementsAll(pack, several, other)];
    is(all.length > 0 && !all.some((asked) => ofOther.some(({ cite }) => cite === asked.cite)), true);
    same(full.requirementsAll(pack, dossier), full.requirements(pack, dossier));
    throws(() => full.addressed(pack, several, 'doit/00'), 'no-such-recipient');
    throws(() => full.requirementsAll(pack, several, 'doit/00'), 'no-such-recipient');
  });
  await run.check('a few answers say which dossier is asked, as the command does', async () => {
    const law = await full.loadLaw('vn/nd-248-2026');
    same(full.which(law, said.answers, '2026-08-03'), said.which);
    const begun = full.which(law, {}, '2026-08-03');
    is(begun.questions.some(({ id, kind, answered }) => id === 'platform.type' && kind === 'choice' && !answered), true);
    is(said.which.applies.some(({ holds, say }) => holds === true && say.en.units.length > 0), true);
    throws(() => full.which(law, { colour: 'red' }, '2026-08-03'), 'no-such-question');
    throws(() => full.which(law, {}, '2024-11-01'), 'not-in-force');
    throws(() => full.which(pack, {}, '2016-05-10'), 'no-questions');
  });
  await run.check('a subject and a day pick the law, whether it is held or only known', async () => {
    const [subject] = (await full.laws()).subjects.filter(({ laws }) => laws.some((law) => law.pack === pack.id));
    const on = async (day) => (await full.lawOn(subject.id, day))?.pack;
    is((await Promise.all(['2014-09-14', '2014-09-15', '2018-07-14', '2018-07-15'].map(on))).filter((id) => id === pack.id).length, 2);
    is([await on('2018-07-14'), await on('2026-08-01')].join(), `${pack.id},`);
    is(await full.lawOn('nothing'), null);
  });
  await run.check('what an earlier dossier knows is offered, and what is not as it was is told', () => {
    const { phone, ...rest } = dossier.forms['m-01'];
    const forms = { ...dossier.forms, 'm-01': rest };
    const begun = { ...dossier, forms, earlier: { sha256: '0'.repeat(64), dossier } };
    const place = { at: 'field', form: 'm-01', field: 'phone' };
    same(full.carried(pack, begun, 'm-01'), [{ place, value: phone, from: { earlier: 'm-01' } }]);
    same(full.carried(pack, dossier, 'm-01'), []);
    const changed = { ...dossier, forms: { ...dossier.forms, 'm-01': { ...rest, phone: '0912 345 678' } } };
    same(full.changes(pack, changed, dossier), [{ changed: 'field', place, before: phone, after: '0912 345 678' }]);
    same(full.changes(pack, { ...changed, earlier: begun.earlier }).length, 1);
    same(full.changes(pack, changed), []);
  });
  await run.check('a certificate is issued as the command issues it, and not with what is wrong', () => {
    const issued = full.issue(pack, 'm-14', dossier, said.person);
    same([issued], said.issued);
    is(issued.values.name, dossier.forms['m-01'].name);
    is(issued.page.includes('M-14') && issued.page.includes('Nguyễn Thị Hiền'), true);
    const refused = full.issue(pack, 'm-14', null, { ...said.person, 'issued-on': '31/02/2016' }, '2016-05-10');
    is([refused.page, refused.findings.some(({ code }) => code === 'malformed')].join(), ',true');
    is(full.say(pack, dossier, refused.findings[0], 'en').what.length > 0, true);
    throws(() => full.issue(pack, 'm-01', null, {}), 'no-such-form');
    throws(() => full.issue(pack, 'm-14', null, { colour: 'red' }), 'no-such-field');
  });
}

/** A calendar file but for the time at which it was written. */
function unstamped(text) {
  return text.split('\r\n').filter((line) => !line.startsWith('DTSTAMP'));
}

function same(found, wanted) {
  exactly(sorted(found), sorted(wanted));
}

/** A value with its members in one order: the command writes them in that of RFC 8785. */
export function sorted(value) {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.keys(value).sort().map((key) => [key, sorted(value[key])]));
}
