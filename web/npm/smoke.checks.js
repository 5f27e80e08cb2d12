// What must hold of the package wherever it runs. `given`: the example's dossier, a bundle of it, the roots, and the glue of the
// module and of the verifier, whose memory a check each uses up.

export async function checks(run, hoso, verifier, given) {
  const { dossier, glue } = given;
  await run.check('nothing is answered before init, with a reason', () => {
    throws(() => hoso.version(), 'not-started');
  });
  await run.check('init is idempotent, and the version is that of the package', async () => {
    await Promise.all([hoso.init(), hoso.init()]);
    is(hoso.version(), given.version);
  });
  const pack = await hoso.loadLaw('vn/tt-24-2014');
  await run.check('a law is loaded by its id, from bytes and from a URL alike', async () => {
    is((await hoso.loadPack(given.pack)).version, pack.version);
    is((await hoso.loadPack(given.packUrl)).version, pack.version);
    is((await hoso.laws()).packs.some((law) => law.latest === pack.version), true);
    await rejects(hoso.loadLaw('vn/nothing'), 'no-such-law');
    await rejects(hoso.loadPack(new Uint8Array([123])), 'not-a-pack');
  });
  await run.check('the example is met, and open while a form of it is missing', () => {
    is(hoso.check(pack, { ...dossier, closed: true }).verdict, 'met');
    const begun = { ...dossier, forms: {} };
    is(hoso.check(pack, begun).verdict, 'open');
    is(hoso.check(pack, { ...begun, closed: true }).verdict, 'unmet');
    is(hoso.check(pack, { ...dossier, closed: true }, '2018-07-15').findings[0].code, 'not-in-force');
    is(hoso.check(pack, { draft: 1, dossier: { ...dossier, closed: true } }).verdict, 'met');
  });
  await run.check('a dossier may be given as its JSON', () => {
    for (const given of [dossier, { ...dossier, closed: true }, { draft: 1, dossier }, { ...dossier, facts: { nothing: 'x' } }]) {
      for (const text of [JSON.stringify(given), JSON.stringify(given, null, 2)]) same(hoso.check(pack, text), hoso.check(pack, given));
    }
    same(hoso.check(pack, JSON.stringify(dossier), '2018-07-15'), hoso.check(pack, dossier, '2018-07-15'));
    const [form] = Object.keys(dossier.forms);
    const changed = (value) => ({ ...dossier, closed: true, forms: { ...dossier.forms, [form]: { ...dossier.forms[form], ...value } } });
    for (const value of [{ name: 'a\u001fb' }, { name: undefined }, { strange: 'x' }, { name: '' }, { note: 'a\nb' }]) {
      const given = changed(value);
      same(hoso.check(pack, JSON.stringify(given)), hoso.check(pack, given));
      const strewn = { ...given, forms: { ...given.forms, [form]: Object.fromEntries(Object.entries(given.forms[form]).reverse()) } };
      same(hoso.check(pack, strewn), hoso.check(pack, given));
    }
    for (const given of [changed({ name: 7 }), changed({ name: 'lone \ud800' })]) {
      for (const one of [given, JSON.stringify(given)]) throws(() => hoso.check(pack, one), 'not-a-dossier');
    }
    throws(() => hoso.check(pack, null), 'not-a-dossier');
    same(hoso.check(pack, { ...dossier, procedure: '__proto__' }), hoso.check(pack, JSON.stringify({ ...dossier, procedure: '__proto__' })));
    throws(() => hoso.check(pack, '{'), 'not-a-dossier');
    same(new hoso.Session(pack, JSON.stringify(dossier)).report, hoso.check(pack, dossier));
  });
  await run.check('what is no dossier is refused with a reason in both languages', () => {
    const error = throws(() => hoso.check(pack, { format: 7 }), 'not-a-dossier');
    is(error.vi.includes('phiên bản 7') && error.en.includes('version 7'), true);
    throws(() => hoso.check({ id: 'vn/x', version: '00' }, dossier), 'pack-not-loaded');
    throws(() => hoso.check(pack, dossier, 'tomorrow'), 'not-a-day');
  });
  await run.check('the papers asked for are listed with their kinds and counts', () => {
    const contract = hoso.requirements(pack, dossier).find((asked) => asked.cite === '2/5.a');
    is(contract.papers[0].sets, 2);
  });
  await run.check('a session tells what one change brings and takes', () => {
    const session = new hoso.Session(pack, { ...dossier, closed: true });
    is(session.verdict, 'met');
    const broken = session.set('forms/m-01/phone', 'call me');
    is([broken.verdict, broken.added.length, broken.removed.length].join(), 'unmet,1,0');
    is(broken.added[0].code, 'malformed');
    is(session.say(broken.added[0], 'en').what.startsWith('Telephone'), true);
    is(session.say(broken.added[0]).basis.length > 0, true);
    const mended = session.undo();
    is([mended.verdict, mended.removed[0] === broken.added[0]].join(), 'met,true');
    is(session.undo(), null);
    same(session.report, hoso.check(pack, { ...dossier, closed: true }));
    session.free();
    session.free();
    throws(() => session.verdict, 'closed');
  });
  await run.check('rows, papers and the day are set by their paths, and all can be taken back', () => {
    const session = new hoso.Session(pack, dossier);
    const before = JSON.stringify(session.dossier);
    const slot = Object.keys(dossier.papers).find((slot) => slot.startsWith('2/2:'));
    const changes = [
      session.set('lists/officers/r9', { values: { name: 'Lê Văn Chín' } }),
      session.set('lists/officers/r9/name', null),
      session.set('closed/officers', true),
      session.set(`papers/${slot}/0/kind`, 'plain-copy'),
      session.set(`papers/${slot}`, null),
      session.set('facts/goods.conditional', 'yes'),
      session.set('on', '2018-07-15'),
      session.set('closed', true),
    ];
    is(changes.at(-1).verdict, 'unmet');
    is(changes[3].added.some((one) => one.code === 'wrong-kind'), true);
    same(session.report, hoso.check(pack, session.dossier));
    changes.forEach(() => session.undo());
    is(JSON.stringify(session.dossier), before);
    throws(() => session.set('forms/m-01', 'x'), 'no-place');
    session.free();
  });
  await run.check('changes add up: what was there, less what went, and what came, is what is there', () => {
    const session = new hoso.Session(pack, dossier);
    const now = new Set(session.findings);
    for (const [path, value] of Object.entries(dossier.forms['m-01']).flatMap(([field, value]) => [[field, null], [field, '?'], [field, value]])) {
      const changes = session.set(`forms/m-01/${path}`, value);
      changes.removed.forEach((one) => is(now.delete(one), true));
      changes.added.forEach((one) => now.add(one));
      same(session.findings.every((one) => now.has(one)) && now.size === session.findings.length, true);
    }
    session.free();
  });
  await run.check('fields of forms, rows and questions are put and taken back however long and often', () => {
    const session = new hoso.Session(pack, dossier);
    const before = JSON.stringify(session.dossier);
    const row = dossier.lists.officers.rows[0].id;
    const paths = ['forms/m-01/name', 'forms/m-01/phone', 'facts/goods.conditional', `lists/officers/${row}/name`];
    const values = ['CÔNG TY CỔ PHẦN ĐẠI LỢI', '', 'x'.repeat(9000), 'ệ'.repeat(3000), 'lone \ud800', null, 'yes', '0912 345 678'];
    let count = 0;
    const put = (path, value) => {
      const now = new Set(session.findings);
      const changes = session.set(path, value);
      count += 1;
      changes.removed.forEach((one) => is(now.delete(one), true));
      changes.added.forEach((one) => now.add(one));
      is(session.findings.every((one) => now.has(one)) && now.size === session.findings.length, true);
      same([changes.verdict, session.report], [session.verdict, hoso.check(pack, session.dossier)]);
    };
    for (const path of paths) for (const value of values) put(path, value);
    put('lists/officers/r0', { values: { name: 'Lê Văn Chín' }, at: 0 });
    for (const path of [...paths, 'lists/officers/r0/name']) put(path, 'Hà Nội');
    put(`lists/officers/${row}`, null);
    throws(() => session.set(`lists/officers/${row}/name`, 'x'), 'no-place');
    while (count > 0) {
      session.undo();
      count -= 1;
    }
    same([session.undo(), JSON.stringify(session.dossier)], [null, before]);
    session.free();
  });
  await run.check('the last five thousand changes at least can be taken back', () => {
    const session = new hoso.Session(pack, dossier);
    const before = JSON.stringify(session.dossier);
    const count = 12_345;
    for (let at = 1; at <= count; at += 1) session.set('forms/m-01/name', `CÔNG TY SỐ ${at}`);
    let back = 0;
    while (session.undo()) back += 1;
    is(back >= 5000 && back < count, true);
    is(session.dossier.forms['m-01'].name, `CÔNG TY SỐ ${count - back}`);
    session.set('forms/m-01/name', dossier.forms['m-01'].name);
    is(JSON.stringify(session.dossier), before);
    same(session.report, hoso.check(pack, dossier));
    session.free();
  });
  await run.check('a bundle is valid under its roots, and only then', async () => {
    const progress = [];
    const options = { roots: given.roots, onProgress: (done, total) => void progress.push([done, total]) };
    const verdict = await verifier.verify(given.bundle, options);
    is([verdict.outcome, verdict.dossier.report.verdict, verdict.signatures[0].signer['tax-code']].join(), 'valid,met,0199999991');
    is(progress.length > 0 && progress.at(-1)[0] === progress.at(-1)[1], true);
    is((await verifier.verify(given.bundle)).signatures[0].trust, 'no-roots');
    is((await verifier.verify(new Blob([given.bundle]), options)).outcome, 'valid');
    const size = given.bundle.length;
    const read = (offset, length) => given.bundle.subarray(offset, offset + length);
    is((await verifier.verify({ size, read }, options)).outcome, 'valid');
    is((await verifier.verify(given.bundle, { ...options, now: new Date('2050-01-01') })).outcome, 'intact');
  });
  await run.check('a bundle is judged by the packs of the call, whatever was loaded before', async () => {
    const options = { roots: given.roots, packs: [] };
    const verdict = await verifier.verify(given.bundle, options);
    is([verdict.outcome, ...verdict.reasons.slice(0, 1).map(({ code }) => code)].join(), 'intact,pack-not-held');
    is((await verifier.verify(given.bundle, { ...options, packs: [given.pack] })).outcome, 'valid');
  });
  await run.check('a changed byte, no bundle, and stopping half way are told apart', async () => {
    const changed = given.bundle.slice();
    changed[changed.length >> 1] ^= 1;
    is((await verifier.verify(changed, { roots: given.roots })).outcome, 'damaged');
    is((await verifier.verify(new Uint8Array(9))).outcome, 'not-a-container');
    await rejects(verifier.verify(given.bundle, { roots: given.roots, onProgress: () => false }), 'cancelled');
    await rejects(verifier.verify(given.bundle, { roots: new Uint8Array(3) }), 'not-a-certificate');
  });
  await run.check('after a trap the verifier judges the next bundle', async () => {
    exhaust(given.verifierGlue.initSync());
    await rejects(verifier.verify(given.bundle, { roots: new Uint8Array(64 << 20) }), 'broke-off');
    is((await verifier.verify(given.bundle, { roots: given.roots })).outcome, 'valid');
  });
  await run.check('a desk takes what it demands, and an earlier bundle is compared', async () => {
    const { roots, bundle } = given;
    const taken = await verifier.verify(bundle, { roots, earlier: bundle, procedure: 'grant', recipient: ['doit/01', 'vca'] });
    const { outcome, reasons, differences, 'same-business': same } = taken.earlier;
    is([taken.outcome, outcome, same, reasons[0].code, differences.length].join(), 'valid,valid,true,earlier-same,0');
    const refused = await verifier.verify(bundle, { roots, procedure: 'event', recipient: 'doit/01' });
    is([refused.outcome, ...refused.reasons.slice(0, 2).map(({ code }) => code)].join(), 'intact,other-procedure,other-recipient');
    const beside = await verifier.verify(bundle, { roots, earlier: new Uint8Array(9) });
    is([beside.outcome, beside.earlier.outcome].join(), 'valid,not-a-container');
  });
  await run.check('after a trap a session opens itself again with every change in it', () => {
    const session = new hoso.Session(pack, dossier);
    session.set('forms/m-01/name', 'CÔNG TY SAU CÚ NGÃ');
    const before = JSON.stringify(session.report);
    exhaust(glue.initSync());
    let trap;
    try {
      session.set('forms/m-01/name', 'x'.repeat(64 << 20));
    } catch (error) {
      trap = error;
    }
    is(trap instanceof WebAssembly.RuntimeError, true);
    is(JSON.stringify(session.report), before);
    is(session.dossier.forms['m-01'].name, 'CÔNG TY SAU CÚ NGÃ');
    is(session.set('forms/m-01/name', null).verdict, 'open');
    is(hoso.check(pack, { ...dossier, closed: true }).verdict, 'met');
  });
}

/** Takes all the memory that a wasm file may have. */
function exhaust({ memory }) {
  let room = true;
  while (room) {
    try {
      memory.grow(256);
    } catch {
      room = false;
    }
  }
}

/** Counts checks, and keeps what failed. */
export class Checks {
  passed = 0;
  failures = [];

  async check(name, body) {
    try {
      await body();
      this.passed += 1;
    } catch (error) {
      this.failures.push(`${name}: ${error?.stack ?? error}`);
    }
  }

  get said() {
    return [...this.failures, `${this.passed} passed, ${this.failures.length} failed`].join('\n');
  }
}

export function is(found, wanted) {
  if (found !== wanted) throw new Error(`${found} instead of ${wanted}`);
}

export function same(found, wanted) {
  is(JSON.stringify(found), JSON.stringify(wanted));
}

export function throws(work, code) {
  try {
    work();
  } catch (error) {
    is(error.code, code);
    return error;
  }
  throw new Error(`nothing was thrown instead of ${code}`);
}

export async function rejects(promise, code) {
  const error = await promise.then(() => undefined, (error) => error);
  is(error?.code ?? String(error), code);
}
