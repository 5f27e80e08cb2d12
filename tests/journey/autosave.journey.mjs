// Nothing that was typed is lost: not by a page that goes while the device has not written yet, nor by one that comes back.

import { example } from "./example.mjs";
import { Filer } from "./filer.mjs";
import { journey } from "./journey.mjs";

const NAME = "Công ty TNHH Ví Dụ Chưa Lưu";
const LATER = `${NAME} Hai`;

await journey("What was typed last", async (t) => {
  const { folder, law } = await example("grant");
  const server = await t.serve();
  const seat = await t.browse();
  const filer = new Filer(seat, law, folder);
  const unsaved = async () => (await seat.smallTexts()).filter((name) => name.startsWith("hoso-unsaved"));
  const form = law.forms.find(({ id }) => id === "m-01").title.vi;
  const name = async () => {
    await seat.sees("Tên doanh nghiệp");
    await seat.keys.reach("Tên doanh nghiệp");
    return (await seat.keys.focused()).value;
  };
  await seat.open(server.url);
  await seat.sees("Lập hồ sơ mới");
  await filer.begin("10/05/2016");
  await filer.part(form);
  await seat.sees("Đã lưu lúc");

  await seat.occupy();
  await seat.keys.fill("Tên doanh nghiệp", NAME);
  await seat.sees("Đang lưu…");
  await seat.reload();
  t.equal("a page that goes before the device has written loses nothing", await name(), NAME);
  await seat.sees("Đã lưu lúc");
  t.equal("what was left in haste is cleared away once it is kept", await unsaved(), []);

  await seat.occupy();
  await seat.keys.fill("Tên doanh nghiệp", LATER);
  await filer.part(law.dossiers.find(({ id }) => id === "grant").title.vi);
  await seat.sees("Lưu hồ sơ ra tệp");
  const tasks = seat.address;
  await seat.open("about:blank");
  await seat.open(tasks);
  await seat.sees("Lưu hồ sơ ra tệp");
  await filer.part(form);
  t.equal("nor does one that was left for another site", await name(), LATER);

  await seat.occupy();
  await seat.keys.fill("Tên doanh nghiệp", NAME);
  await seat.open("about:blank");
  await seat.open(server.url);
  await seat.sees(`– ${NAME}`);
  t.equal("the first page knows it before the device does", (await unsaved()).length, 1);
  await seat.keys.activate(/^Xóa/, { role: "button" });
  await seat.keys.activate("Xóa hẳn", { role: "button" });
  await seat.until("the draft is gone", async () => !(await seat.text()).includes(NAME));
  t.equal("a draft that is deleted leaves nothing behind", await unsaved(), []);
});
