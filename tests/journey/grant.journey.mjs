// The whole way: from an empty page to a sealed bundle that the command line finds valid and met, by keyboard alone, the server
// killed and the page loaded anew midway, one attachment larger than 100 MB.

import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

import { authority, example, grow } from "./example.mjs";
import { Filer } from "./filer.mjs";
import { journey } from "./journey.mjs";
import { verify } from "./verify.mjs";

/** `pbeWithSHAAnd3-KeyTripleDES-CBC` (RFC 7292 appendix C), DER. */
const TRIPLE_DES = Buffer.from("060a2a864886f70d010c0103", "hex");

await journey("A dossier for the registration certificate", async (t) => {
  const { folder, dossier, law } = await example("grant");
  const { root, password, file } = authority();
  const large = await grow(join(folder, dossier.papers["2/6.c:goods-policies"][0].file.name));
  const files = (await readdir(folder)).filter((name) => /\.(pdf|jpe?g|png)$/.test(name));
  t.check(`at least eight real files, one over 100 MB: ${files.length}`, files.length >= 8 && large > 100e6);

  const server = await t.serve();
  const seat = await t.browse();
  const filer = new Filer(seat, law, folder);
  await seat.open(server.url);
  await seat.sees("Lập hồ sơ mới");
  await seat.offlineReady();

  await filer.begin("10/05/2016");
  await filer.form("facts", dossier.facts);
  await filer.form("m-01", dossier.forms["m-01"]);
  await server.kill();
  await seat.reload();
  await seat.sees("Lưu hồ sơ ra tệp");
  await filer.part(law.forms.find(({ id }) => id === "m-01").title.vi);
  await seat.keys.reach("Tên doanh nghiệp");
  t.equal("a reload without a server keeps what was typed", (await seat.keys.focused()).value, dossier.forms["m-01"].name);
  const page = seat.address;
  await seat.reload();
  await seat.sees("Tên doanh nghiệp");
  t.equal("a reload comes back to the same page", seat.address, page);
  await filer.go("Tiếp tục", "Lưu hồ sơ ra tệp");

  await filer.list("officers", dossier.lists.officers.rows);
  await filer.list("goods", dossier.lists.goods.rows);
  await filer.form("escrow-certificate", dossier.forms["escrow-certificate"]);
  await filer.part("Giấy tờ");
  await filer.papers(dossier);
  await seat.reload();
  await seat.sees("Đã đính kèm 14 tệp");
  t.check("the total size is said", /tổng cộng 11\d(,\d)? MB/.test(await seat.text()), await seat.text());
  await seat.keys.activate("Tiếp tục", { role: "link" });
  await seat.sees("Không còn gì phải làm");

  await seat.keys.activate("Xem lại mọi điều đã nhập");
  await seat.sees("Hồ sơ đạt");
  await t.axe(seat, "review of a met dossier");
  await seat.keys.tick(/^Tôi đã xem lại/);
  await filer.go("Khóa hồ sơ và sang bước ký", "Mật khẩu của tệp khóa");
  await filer.unlock(file("ec"), password);
  await seat.sees("Nguyễn Thị Ví Dụ");
  await t.axe(seat, "the certificate before signing");
  await seat.keys.activate("Ký và đóng gói", { role: "button" });
  await seat.keys.activate("Dừng", { role: "button" });
  await seat.sees("Đã dừng. Chưa có gì được ký.");
  await t.axe(seat, "sealing that was stopped");
  await seat.keys.activate("Ký và đóng gói", { role: "button" });
  await seat.sees("Số tham chiếu", 120_000);
  await t.axe(seat, "the sealed dossier");
  const bundle = await seat.download(() => seat.keys.activate(/^Tải về /, { role: "button" }));

  const verdict = verify(bundle);
  t.check("hoso verify finds the downloaded bundle valid and met", verdict.code === 0, verdict.said);
  await checkHere(t, seat, bundle, root, dossier);
  await signFurther(t, seat, filer, { file, password });
});

/** The client's own page for checking comes to the same verdict, still without a server. */
async function checkHere(t, seat, bundle, root, dossier) {
  await seat.keys.activate("Kiểm tra ngay trên trang này");
  await seat.sees("Tệp hồ sơ đã ký");
  await seat.keys.attach(/^Tệp hồ sơ đã ký/, bundle);
  await seat.keys.attach(/^Gói hồ sơ trước/, bundle);
  await seat.keys.attach(/^Chứng thư gốc bạn tin cậy/, root);
  await seat.keys.activate("Kiểm tra", { role: "button" });
  await seat.sees("Hợp lệ: gói nguyên vẹn", 120_000);
  await seat.sees("Hồ sơ đạt mọi yêu cầu của luật.");
  await seat.sees("Gói hồ sơ trước: Hợp lệ");
  await seat.sees("Hai gói chứa cùng một hồ sơ, giống nhau từng byte.");
  await seat.sees("Không có gì khác với hồ sơ trước.");
  await t.axe(seat, "the verdict on a bundle");
  await lookInside(t, seat, dossier);
}

/** What is inside is shown: the answers from the data, a scan as a picture; a page of a form is saved as text that nothing runs. */
async function lookInside(t, seat, dossier) {
  await seat.keys.activate("Nội dung hồ sơ");
  await seat.sees(dossier.forms["m-01"].name);
  await seat.keys.activate(/^Các phần trong gói/);
  await seat.keys.activate(/^Xem\s*:.*\.(png|jpe?g)$/, { role: "button" });
  await seat.sees("Đóng ảnh");
  t.check("the picture is shown", await seat.showsPicture());
  await t.axe(seat, "what is inside a bundle");
  const page = await seat.download(() => seat.keys.activate(/^Lưu ra tệp\s*:.*M-01.*\.html$/, { role: "button" }));
  t.check("a page of a form is saved as text", page.endsWith(".html.txt"), page);
}

/** Another person signs what was just checked; the first signature stays, and the command finds both. */
async function signFurther(t, seat, filer, { file, password }) {
  await seat.keys.activate("Ký thêm vào gói này");
  await filer.unlock(file("ec"), password);
  await seat.keys.activate("Ký thêm và lưu ra tệp", { role: "button" });
  await seat.sees("Chứng thư số này đã ký gói rồi");
  await t.axe(seat, "a signer who has signed already");
  await seat.keys.activate("Dùng tệp khóa khác", { role: "button" });
  const old = (await readFile(file("rsa"))).includes(TRIPLE_DES);
  await filer.unlock(file("rsa"), password);
  t.check("a PKCS#12 file of the older kind (3DES) with an RSA key opens", old);
  const bundle = await seat.download(() => seat.keys.activate("Ký thêm và lưu ra tệp", { role: "button" }));
  await seat.sees("Số chữ ký trong gói: 2");
  await t.axe(seat, "a bundle signed once more");
  const { code, said, verdict } = verify(bundle);
  t.check("hoso verify finds the bundle with two signatures valid and met", code === 0 && verdict.signatures.length === 2, said);
}
