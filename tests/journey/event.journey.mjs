// A notice of an event that names the sealed registration it builds on: what agrees is not typed again, a number that differs is found
// on the spot and mended, and the bundle names the earlier dossier by its digest.

import { execFileSync } from "node:child_process";
import { join } from "node:path";

import { carried, without } from "./carried.mjs";
import { authority, example } from "./example.mjs";
import { Filer } from "./filer.mjs";
import { journey } from "./journey.mjs";
import { cli, made } from "./places.mjs";
import { verify } from "./verify.mjs";

await journey("A notice of an event after a sealed registration", async (t) => {
  const { folder, dossier, law } = await example("event", "event");
  const key = authority();
  const earlier = await registration(key);
  const registered = verify(earlier).verdict.dossier.sha256;

  const server = await t.serve();
  const seat = await t.browse();
  const filer = new Filer(seat, law, folder);
  await seat.open(server.url);
  await seat.sees("Lập hồ sơ mới");
  await filer.ask("06/09/2016", "event");
  await filer.recipients(["doit/01"]);
  await seat.keys.attach(/^Gói đã ký \(\.asice\)/, earlier);
  await seat.sees("Gói nguyên vẹn, chưa xét người ký có đáng tin; hồ sơ bên trong đạt.", 60_000);
  await t.axe(seat, "a new dossier that names an earlier one");
  await filer.go("Lập hồ sơ", "Lưu hồ sơ ra tệp");

  await filer.form("facts", dossier.facts);
  await notice(t, seat, filer, dossier);
  await filer.form("m-16", dossier.forms["m-16"]);
  await filer.list("speakers", dossier.lists.speakers.rows);
  await filer.list("products", dossier.lists.products.rows);
  await filer.part("Giấy tờ");
  await filer.papers(dossier);
  await seat.keys.activate("Tiếp tục", { role: "link" });
  await seat.sees("Không còn gì phải làm");

  await seat.keys.activate("Xem lại mọi điều đã nhập");
  await seat.sees("Thay đổi so với hồ sơ trước");
  await seat.sees("CÔNG TY TNHH SEN XANH VÍ DỤ");
  await t.axe(seat, "review of a dossier that names an earlier one");
  await seat.keys.activate(/Các phần của hồ sơ$/, { role: "link" });
  await seat.sees("Lưu hồ sơ ra tệp");
  await filer.seal(key, "Ký và đóng gói");
  const bundle = await seat.download(() => seat.keys.activate(/^Tải về ho-so-/, { role: "button" }));
  const { code, said, verdict } = verify(bundle);
  t.check("hoso verify finds the notice valid and met", code === 0, said);
  t.equal("and it names the registration by its digest", verdict?.dossier.earlier, registered);
});

/** The example of a registration, sealed at the prompt. */
async function registration({ file, password }) {
  const { folder } = await example("event-registration", "grant");
  const bundle = join(made, "event-registration.asice");
  const command = ["bundle", join(folder, "dossier.json"), "--files", folder, "--p12", file("ec"), "-o", bundle, "--force"];
  execFileSync(cli, command, { env: { ...process.env, HOSO_P12_PASSWORD: password } });
  return bundle;
}

/** The notice: what the registration holds is taken from it; a number that is not the registered one is found and mended. */
async function notice(t, seat, filer, dossier) {
  const registered = (await example("event-registration", "grant")).dossier.forms["m-01"];
  // The place is known by whom the notice goes to.
  const known = [...carried(filer.law, "m-12", "m-01", registered, ["name", "code", "registration-number"]), "province"];
  const number = "0199999990";
  // Of the Department's confirmation only who has an M-11 at hand is asked.
  const unasked = ["local-number", "local-issued-by", "local-date"];
  const typed = { ...without(dossier.forms["m-12"], [...known, ...unasked]), "registration-number": number };
  const form = filer.of("m-12");
  await filer.part(form.title.vi);
  await filer.fillIn(known.length);
  await filer.fields(form, typed);
  await seat.keys.activate("Tiếp tục", { role: "button" });
  await seat.sees("Phải giống nhau");
  await t.axe(seat, "a notice in conflict with the registration");
  await filer.fields(form, { "registration-number": dossier.forms["m-12"]["registration-number"] });
  await filer.go("Tiếp tục", "Lưu hồ sơ ra tệp");
}
