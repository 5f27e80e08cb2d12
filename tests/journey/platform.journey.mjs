// The registration of a foreign platform under the second law: a few questions say which dossier is asked, to whom and by when; the
// dossier is filled in, signed, and verified.

import { authority, example } from "./example.mjs";
import { Filer } from "./filer.mjs";
import { journey } from "./journey.mjs";
import { verify } from "./verify.mjs";

const FORMS = ["facts", "mau-02", "mau-05", "authorisation", "escrow-certificate"];

await journey("The registration of a foreign platform", async (t) => {
  const { folder, dossier, law } = await example("platform", "platform-registration");
  const server = await t.serve();
  const seat = await t.browse();
  const filer = new Filer(seat, law, folder);
  await seat.open(server.url);
  await seat.sees("Lập hồ sơ mới");
  await seat.keys.activate(/^Phải nộp hồ sơ nào/, { role: "link" });
  await seat.sees("Loại hình nền tảng");
  await which(t, seat, filer, dossier);

  await seat.keys.activate("Bắt đầu", { role: "link" });
  await seat.sees("Ngày nộp hồ sơ");
  await seat.keys.fill("Ngày nộp hồ sơ", dossier.on.split("-").reverse().join("/"));
  await filer.go("Lập hồ sơ", "Lưu hồ sơ ra tệp");
  for (const form of FORMS) await filer.form(form, form === "facts" ? dossier.facts : dossier.forms[form]);
  await filer.part("Giấy tờ");
  await filer.papers(dossier);
  await seat.keys.activate("Tiếp tục", { role: "link" });
  await seat.sees("Không còn gì phải làm");

  await filer.seal(authority(), "Ký và đóng gói", "second");
  const bundle = await seat.download(() => seat.keys.activate(/^Tải về ho-so-/, { role: "button" }));
  const { code, said, verdict } = verify(bundle);
  t.check("hoso verify finds the registration valid and met", code === 0, said);
  t.equal("and it is of the second law", verdict?.dossier.pack.id, law.id);
});

/** The short questionnaire: nothing follows before the answers, then the dossier with its recipient, its term and the reading. */
async function which(t, seat, filer, dossier) {
  await seat.sees("Còn câu hỏi chưa trả lời.");
  t.check("nothing follows from nothing", !(await seat.text()).includes("Nơi nhận:"));
  const asked = filer.law.questions.map((id) => filer.law.facts.groups.flatMap(({ fields }) => fields).find((field) => field.id === id));
  await filer.fields({ groups: [{ fields: asked }] }, dossier.facts);
  await seat.sees("Nơi nhận: Bộ Công Thương");
  const units = filer.law.articles.flatMap(({ units }) => units ?? []);
  const text = await seat.text();
  t.check("by when is said", text.includes(units.find(({ cite }) => cite === "32/1.a").label.vi), text);
  t.check("and why, with the reading", text.includes(filer.law.readings["R-04"].applied.vi), text);
  await t.axe(seat, "which dossier is asked, answered");
}
