// What is told for each place by itself: a yearly report to the Authority and two Departments, with the results of each province on pages
// of its own, sealed in one session; each Department's bundle holds the figures of its province and of no other.

import { execFileSync } from "node:child_process";

import { authority, example } from "./example.mjs";
import { Filer } from "./filer.mjs";
import { journey } from "./journey.mjs";
import { verify } from "./verify.mjs";

const TO = ["vca", "doit/01", "doit/96"];

await journey("A yearly report to the Authority and two Departments", async (t) => {
  const { folder, dossier, law } = await example("report", "report");
  const forms = yearly(dossier);
  const key = authority();

  const server = await t.serve();
  const seat = await t.browse();
  const filer = new Filer(seat, law, folder);
  await seat.open(server.url);
  await seat.sees("Lập hồ sơ mới");
  await filer.ask("12/01/2017", "report");
  await filer.recipients(TO);
  await filer.go("Lập hồ sơ", "Lưu hồ sơ ra tệp");

  await filer.form("facts", { ...dossier.facts, "report.period": "year" });
  await filer.form("report", forms.report);
  await filer.list("local-contacts", dossier.lists["local-contacts"].rows);
  await filer.list("sales", dossier.lists.sales.rows);
  await filer.form("report-vca", forms["report-vca"]);
  await filer.list("events", dossier.lists.events.rows);
  await filer.form("report-events", forms["report-events"]);
  await papers(filer, dossier, ["15/2.b:results-sheet", "15/2.c:events-sheet"]);

  const places = { "doit/01": hanoi(dossier), "doit/96": camau(dossier) };
  for (const [recipient, told] of Object.entries(places)) {
    const at = law.words.place[recipient.split("/")[1]].vi.normalize("NFC");
    await filer.form("report-place", told.place, { at });
    if (recipient === "doit/96") await missing(t, seat, filer, at);
    await filer.form("report-doit", told.results, { at });
    await filer.list("local-sales", told.rows, { at });
    await papers(filer, dossier, ["15/3.b:local-results-sheet"], at);
  }
  await seat.sees("Không còn gì phải làm");
  await looks(t, seat, "the parts of a dossier with some told for each place");
  await elsewhere(t, seat, filer);

  await filer.seal(key, "Ký và đóng gói 3 gói");
  await seat.sees("Đã ký 3 trên 3 gói");
  const all = await seat.downloads(() => seat.keys.activate("Tải tất cả các tệp", { role: "button" }), TO.length);
  const sealed = new Map(all.map((bundle) => [verify(bundle).verdict?.dossier.recipient, bundle]));
  t.equal("one button downloads a bundle for each", [...sealed.keys()].sort(), [...TO].sort());
  for (const [recipient, bundle] of sealed) {
    const { code, said } = verify(bundle);
    t.check(`hoso verify finds the bundle for ${recipient} valid and met`, code === 0, said);
    const inside = contents(bundle);
    const told = places[recipient];
    t.equal(`${recipient}: its own figures or none`, figures(inside), told === undefined ? [] : plain(told));
    t.equal(`${recipient}: the head of the report is the same`, inside.forms.report.name, forms.report.name);
  }
});

/** These papers of the dossier, those of the place `at` alone; back to the parts. */
async function papers(filer, dossier, slots, at) {
  const these = Object.fromEntries(slots.map((slot) => [slot, dossier.papers[slot]]));
  await filer.part(at === undefined ? "Giấy tờ" : `Giấy tờ – ${at}`);
  await filer.papers({ ...dossier, papers: these }, { at });
  await filer.keys.activate("Tiếp tục", { role: "link" });
  await filer.seat.sees("Lưu hồ sơ ra tệp");
}

/** The example, as a report on a year: filed before 15 January, without the audited statement of the year before. */
function yearly({ forms }) {
  const period = { date: "10/01/2017", "period-from": "01/01/2016", "period-until": "31/12/2016" };
  const report = { ...forms.report, ...period };
  delete report["certificate-amended"];
  delete report["certificate-amended-on"];
  return { ...forms, report };
}

function hanoi({ forms, lists }) {
  return { place: forms["report-place"], results: forms["report-doit"], rows: lists["local-sales"].rows };
}

/** Cà Mau: a contact and no place, one product only. */
function camau({ lists }) {
  const rows = lists["local-sales"].rows.slice(0, 1);
  const sales = rows[0].values.sales;
  const place = { "local-addresses": "không có", "local-contact-name": "Lê Văn Cường", "local-contact-phone": "0912 555 096" };
  const paid = { commissions: "200.000.000", bonuses: "0", "other-benefits": "0", benefits: "200.000.000" };
  return { place, results: { "sales-total": sales, participants: "42", ...paid }, rows };
}

/** What Hà Nội was told fills in nothing here: the page is empty, and its errors lead to its own fields. */
async function missing(t, seat, filer, at) {
  await filer.part(`${filer.of("report-doit").title.vi} – ${at}`);
  await seat.keys.activate("Tiếp tục", { role: "button" });
  const said = "Chưa nhập: Tổng doanh thu bán hàng đa cấp (đồng).";
  await seat.sees(said);
  await looks(t, seat, "a form for one place with errors");
  await seat.keys.activate(said, { role: "link" });
  t.equal("the summary leads to the field of this place", (await seat.keys.focused()).value ?? "", "");
  await seat.keys.activate("Để sau, quay lại", { role: "link" });
  await seat.sees("Lưu hồ sơ ra tệp");
}

/** Axe finds nothing on the page, and a small telephone shows it whole. */
async function looks(t, seat, where) {
  await t.axe(seat, where);
  await seat.resize(360, 800);
  t.equal(`${where}: no wider than 360 pixels`, await seat.overflow(), 0);
  await seat.resize(1280, 900);
}

/** A place no longer chosen keeps what was told for it. */
async function elsewhere(t, seat, filer) {
  const title = `${filer.of("report-doit").title.vi} – Cà Mau`;
  for (const chosen of [false, true]) {
    await seat.keys.activate("Ngày nộp và nơi nhận", { role: "link" });
    await seat.sees("bỏ chọn một nơi không xóa những gì đã khai cho nơi đó");
    await seat.keys.fill(/^Tìm theo tên tỉnh, thành phố/, "Cà Mau");
    await seat.keys.tick("Sở Công Thương Cà Mau", chosen);
    await filer.go("Tiếp tục", "Lưu hồ sơ ra tệp");
    t.equal(chosen ? "chosen again, its parts are back" : "its parts go with it", (await seat.text()).includes(title), chosen);
  }
  await seat.sees("Không còn gì phải làm");
}

/** The dossier in a bundle. */
function contents(bundle) {
  const read = "import sys, zipfile; sys.stdout.buffer.write(zipfile.ZipFile(sys.argv[1]).read('dossier.json'))";
  return JSON.parse(execFileSync("python3", ["-c", read, bundle], { encoding: "utf8" }));
}

/** The local figures in a sealed dossier. */
function figures({ forms, lists }) {
  const results = forms["report-doit"];
  if (results === undefined) return [];
  return [results["sales-total"], results.participants, ...lists["local-sales"].rows.map(({ values }) => values.quantity)];
}

/** The same as they were told, written as a sealed dossier writes numbers. */
function plain({ results, rows }) {
  const told = [results["sales-total"], results.participants, ...rows.map(({ values }) => values.quantity)];
  return told.map((number) => number.replaceAll(".", ""));
}
