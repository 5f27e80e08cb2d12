// One filing to many: a termination to the Authority and three provinces, signed in one session with one opening of the key; four
// bundles, the Authority's with the whole dossier and each Department's with the notice alone, and the note of what was sent.

import { readFile } from "node:fs/promises";

import { carried, without } from "./carried.mjs";
import { authority, example } from "./example.mjs";
import { Filer } from "./filer.mjs";
import { journey } from "./journey.mjs";
import { verify } from "./verify.mjs";

const TO = ["vca", "doit/01", "doit/30", "doit/31"];

await journey("A termination to the Authority and three provinces", async (t) => {
  const { folder, dossier, law } = await example("termination", "termination");
  const key = authority();
  const names = TO.map((recipient) => name(law, recipient));

  const server = await t.serve();
  const seat = await t.browse();
  const filer = new Filer(seat, law, folder);
  await seat.open(server.url);
  await seat.sees("Lập hồ sơ mới");
  await filer.ask("12/03/2018", "termination");
  await nobody(t, seat);
  await filer.recipients(TO);
  await filer.go("Lập hồ sơ", "Lưu hồ sơ ra tệp");
  await seat.sees("Cục Quản lý cạnh tranh và 3 nơi khác");

  await filer.form("facts", dossier.facts);
  await filer.form("m-03", dossier.forms["m-03"]);
  await notice(t, seat, filer, dossier);
  await filer.part("Giấy tờ");
  await filer.papers(dossier);
  await seat.keys.activate("Tiếp tục", { role: "link" });
  await seat.sees("Không còn gì phải làm");

  const sealed = await filer.seal(key, "Ký và đóng gói 4 gói");
  await seat.sees("Đã ký 4 trên 4 gói");
  await t.axe(seat, "what is signed for several recipients");
  const all = await seat.downloads(() => seat.keys.activate("Tải tất cả các tệp", { role: "button" }), TO.length);
  t.equal("one button downloads them all", all.map(address).sort(), [...TO].sort());
  const parts = [];
  for (const [at, recipient] of names.entries()) {
    const button = new RegExp(`^Tải về ho-so-.*:\\s*${recipient}$`);
    const bundle = await seat.download(() => seat.keys.activate(button, { role: "button" }));
    const { code, said, verdict } = verify(bundle);
    t.check(`hoso verify finds the bundle for ${recipient} valid and met`, code === 0, said);
    t.equal("and it is addressed there", verdict?.dossier.recipient, TO[at]);
    parts.push(verdict?.parts.length);
  }
  t.check(`the Authority gets all, each Department the notice alone: ${parts}`, parts[0] > parts[1] && parts[1] === parts[3], String(parts));
  await sent(t, seat, sealed, names[2]);
});

/** To whom a bundle is addressed. */
function address(bundle) {
  return verify(bundle).verdict?.dossier.recipient;
}

function name(law, recipient) {
  const [sort, place] = recipient.split("/");
  const { vi } = law.words.recipient[sort];
  return (place === undefined ? vi : `${vi} ${law.words.place[place].vi}`).normalize("NFC");
}

/** Without a recipient no dossier is made, and the summary of errors leads to the choice. */
async function nobody(t, seat) {
  await seat.keys.activate("Lập hồ sơ", { role: "button" });
  const said = "Hãy chọn ít nhất một nơi nhận hồ sơ";
  await seat.sees(said);
  t.equal("no recipient: said in the summary and beside the choice", (await seat.text()).split(said).length - 1, 2);
  await t.axe(seat, "a new dossier without recipients");
  await seat.keys.activate(said, { role: "link" });
  t.equal("the summary leads to the first recipient", (await seat.keys.focused()).name, "Cục Quản lý cạnh tranh");
}

/** The notice: what the certificate says is taken from it, and only what is still empty is typed. */
async function notice(t, seat, filer, dossier) {
  const known = carried(filer.law, "m-09", "m-03", dossier.forms["m-03"], ["name", "code"]);
  const typed = without(dossier.forms["m-09"], known);
  await filer.form("m-09", typed, { known: known.length });
  await filer.part(filer.of("m-09").title.vi);
  await seat.keys.reach("Số giấy chứng nhận đăng ký hoạt động bán hàng đa cấp");
  t.equal("the number is the certificate's", (await seat.keys.focused()).value, dossier.forms["m-03"]["certificate-number"]);
  await filer.go("Tiếp tục", "Lưu hồ sơ ra tệp");
}

/** What was sent to a Department and what came back is noted, and is there after a reload; the deadlines follow what is told. */
async function sent(t, seat, sealed, recipient) {
  await seat.keys.activate(new RegExp(`^Theo dõi việc gửi\\s*:\\s*${recipient}$`));
  await seat.keys.fill("Ngày gửi", "13/03/2018");
  await seat.keys.select("Cách gửi", "Qua bưu điện");
  await seat.keys.fill("Số giấy biên nhận hoặc mã bưu gửi", "RR123456789VN");
  await seat.keys.select("Đã nhận lại", "Đã xác nhận tiếp nhận");
  await seat.keys.fill("Ngày nhận lại", "31/02/2018");
  await seat.keys.press("Tab");
  await seat.sees("Không có ngày này trong lịch");
  await t.axe(seat, "the note of what was sent");
  await seat.keys.reach("Ngày nhận lại", { backwards: true });
  await seat.keys.write("20/03/2018");
  await seat.sees("Đã xác nhận tiếp nhận 20/03/2018");
  await seat.reload();
  await seat.sees("Đã xác nhận tiếp nhận 20/03/2018");
  t.equal("the page is the same", seat.address, sealed);
  await seat.keys.activate(/^Xem cách tính từng thời hạn/);
  await seat.sees("Ngày thực tế");
  await t.axe(seat, "the deadlines of a dossier that is signed");
  const file = await seat.download(() => seat.keys.activate("Lưu vào lịch (.ics)", { role: "button" }));
  const calendar = await readFile(file, "utf8");
  const events = calendar.split("BEGIN:VEVENT").length - 1;
  t.check(`the deadlines are saved as a calendar of ${events} days`, events > 0 && calendar.startsWith("BEGIN:VCALENDAR\r\n"), calendar);
  t.check("each of them a civil day, the same in every time zone", calendar.match(/\r\nDTSTART;VALUE=DATE:\d{8}\r\n/g)?.length === events, calendar);
}
