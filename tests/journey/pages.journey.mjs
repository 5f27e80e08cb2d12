// Every page of the router, in both languages: axe finds nothing with every rule on, nothing is wider than a window of 320 pixels,
// the tab has a name of its own, and the language of the page is the reader's.

import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { example } from "./example.mjs";
import { journey, root } from "./journey.mjs";

/** Kinds of dossier whose first questions differ: to several recipients, after an earlier dossier. */
const OTHERS = ["termination", "event"];
const LANGUAGES = { vi: "Tiếng Việt", en: "English" };

await journey("Every page in both languages", async (t) => {
  const { folder, dossier, law } = await example("pages");
  const server = await t.serve();
  const seat = await t.browse();
  await seat.open(server.url);
  await seat.sees("Lập hồ sơ mới");
  await seat.keys.activate("Mở hồ sơ đã lưu ra tệp");
  await seat.sees("Tệp .json do trang này lưu");
  await seat.keys.attach(/^Tệp hồ sơ/, join(folder, "dossier.json"));
  await seat.sees("Lưu hồ sơ ra tệp");
  const pages = await routes(dossier, law);
  let seen = 0;
  for (const [lang, name] of Object.entries(LANGUAGES)) {
    await seat.open(server.url);
    await seat.keys.activate(name, { role: "button" });
    const titles = new Map();
    for (const page of pages) {
      await seat.open(`${server.url}#${page}`);
      await seat.until(`${page} has a heading`, async () => (await seat.heading()).h1.length === 1);
      const { lang: said, title } = await seat.heading();
      t.equal(`${lang} ${page} says its language`, said, lang);
      titles.set(title, page);
      await t.axe(seat, `${lang} ${page}`);
      await seat.resize(320, 800);
      t.equal(`${lang} ${page} fits in 320 pixels`, await seat.overflow(), 0);
      await seat.resize(1280, 900);
      seen += 1;
    }
    t.check(`${lang}: tabs are told apart`, titles.size > pages.length / 2);
  }
  t.figure(`axe: ${seen} pages, ${pages.length} addresses in ${Object.keys(LANGUAGES).length} languages`);
  await wrong(t, seat, server.url);
});

/** Every address that the router knows, with every form, list, row and unit of the dossier where it takes one; of the whole law, with
 *  every kind of dossier, when there is time. */
async function routes(dossier, law) {
  const source = await readFile(join(root, "www/src/route.rs"), "utf8");
  const patterns = [...source.matchAll(/#\[at\("([^"]+)"\)\]/g)].map(([, pattern]) => pattern);
  const long = process.env.HOSO_LONG !== undefined;
  const forms = long ? law.forms.filter(({ list }) => !list).map(({ id }) => id) : Object.keys(dossier.forms);
  const lists = long ? law.forms.filter(({ list }) => list).map(({ id }) => id) : Object.keys(dossier.lists);
  const slots = Object.keys(dossier.papers).map((slot) => slot.split(":")[0]);
  const units = law.articles.flatMap(({ units }) => units ?? []).filter(({ what }) => what.papers);
  const open = units.filter(({ cite, when }) => when === undefined && (long || slots.includes(cite)));
  const asked = open.map(({ cite }) => cite.replace("/", "-"));
  const procedures = long ? law.dossiers.map(({ id }) => id) : [dossier.procedure, ...OTHERS];
  const values = { ":id": [dossier.id], ":law": ["vn-nd-248-2026"], ":procedure": procedures, ":form": forms, ":list": lists, ":row": ["r1"], ":unit": asked };
  const issued = law.forms.filter((form) => form.use === "issued").map(({ id }) => id);
  return patterns.flatMap((pattern) => {
    if (pattern.includes(":unit/:row")) return filled(pattern, { ...values, ":unit": ["2-4"] });
    if (pattern.startsWith("/issue/")) return filled(pattern, { ":law": [law.id.replace("/", "-")], ":form": issued });
    return filled(pattern, values);
  });
}

function filled(pattern, values) {
  const [name] = pattern.match(/:\w+/) ?? [];
  if (name === undefined) return [pattern];
  return values[name].flatMap((value) => filled(pattern.replace(name, value), values));
}

/** Errors: said in the tab, in a summary with the focus, beside the input in the same words, and the way from one to the other. */
async function wrong(t, seat, url) {
  await seat.open(`${url}#/new/grant`);
  await seat.keys.fill("Day of filing", "31/02/2016");
  await seat.keys.activate("Make the dossier", { role: "button" });
  await seat.until("the tab says that something is wrong", async () => (await seat.heading()).title.startsWith("Error: "));
  t.check("the summary of errors has the focus", (await seat.keys.focused()).name === "There is a problem");
  await t.axe(seat, "a page with an error");
  const said = "There is no such day in the calendar";
  t.equal("the summary and the input say the same", (await seat.text()).split(said).length - 1, 2);
  await seat.keys.activate(said, { role: "link" });
  const input = await seat.keys.focused();
  t.equal("the summary leads to the input, which keeps what was typed", [input.name, input.value], ["Day of filing", "31/02/2016"]);
  t.check("the address is still that of the page", seat.address.endsWith("#/new/grant"));
  await seat.keys.reach("Tiếng Việt", { role: "button", backwards: true });
  await seat.keys.press("Enter");
  await seat.sees("Không có ngày này trong lịch");
  t.equal("another language keeps the focus", (await seat.keys.focused()).name, "Tiếng Việt");
  t.check("and the error in the tab", (await seat.heading()).title.startsWith("Lỗi: "));
  t.equal("and what was typed", (await seat.keys.reach("Ngày nộp hồ sơ")).value, "31/02/2016");
  await seat.keys.write("01/10/2026");
  await seat.sees("Ngày 01/10/2026, hồ sơ nộp theo Nghị định 137/2026/NĐ-CP; văn bản này chưa có ở đây.");
}
