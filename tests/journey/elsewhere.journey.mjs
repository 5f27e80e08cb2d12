// Signing elsewhere: what is to be signed is downloaded, signed by openssl, and handed in on another device that opened the saved
// draft; a wrong signature is named and nothing is sealed by it. Then the same with software that signs a file.

import { execFileSync } from "node:child_process";
import { readdir } from "node:fs/promises";
import { join } from "node:path";

import { authority, example } from "./example.mjs";
import { journey } from "./journey.mjs";
import { close, go, reopen } from "./saved.mjs";
import { verify } from "./verify.mjs";

await journey("Signing elsewhere", async (t) => {
  const { folder } = await example("elsewhere");
  const { folder: ca } = authority();
  const own = (name) => join(ca, name);
  const files = (await readdir(folder)).filter((name) => /\.(pdf|jpe?g|png)$/.test(name)).map((name) => join(folder, name));

  const server = await t.serve();
  const first = await t.browse();
  await reopen(first, server, join(folder, "dossier.json"));
  await close(first, files);
  t.check("a site that may speak to nobody offers no agent", !(await first.text()).includes("hoso agent"));
  await first.keys.choose(/^Phần mềm ký khác/, { group: "Ký bằng gì?" });
  await go(first, "Chuẩn bị dữ liệu cần ký", "Hãy chọn tệp chứng thư số");
  await t.axe(first, "no certificate chosen");
  await first.keys.attach(/^Tệp chứng thư số của người ký/, own("expired.pem"));
  await go(first, "Chuẩn bị dữ liệu cần ký", "Chứng thư số đã hết hạn ngày 31/12/2025");
  await first.keys.attach(/^Tệp chứng thư số của người ký/, own("ec.pem"));
  await go(first, "Chuẩn bị dữ liệu cần ký", "Đang chờ chữ ký");
  await first.sees("Nguyễn Thị Ví Dụ");
  await t.axe(first, "a bundle that waits for its signature");
  const toSign = await first.download(() => first.keys.activate(/^Tải dữ liệu cần ký/, { role: "button" }));
  const signature = join(folder, "signature");
  openssl("dgst", "-sha256", "-sign", own("second.key"), "-out", signature, toSign);
  await first.keys.attach(/^Tệp chữ ký/, signature);
  await go(first, "Kiểm tra chữ ký và đóng gói", "Chữ ký không khớp");
  await t.axe(first, "a signature that does not fit");

  // Days later on another device: the saved draft brings what waits.
  await go(first, /Xem lại hồ sơ$/, "Hồ sơ đạt", "link");
  await go(first, /Các phần của hồ sơ$/, "Lưu hồ sơ ra tệp", "link");
  await first.sees("Đang chờ chữ ký");
  const draft = await first.download(() => first.keys.activate("Lưu hồ sơ ra tệp", { role: "button" }));
  const second = await t.browse();
  await reopen(second, server, draft);
  await go(second, "Ký và đóng gói", "Có tệp chưa nằm trên thiết bị này", "link");
  await second.keys.attach(/^Chọn lại các tệp này/, ...files);
  await second.sees("Đang chờ chữ ký");
  openssl("dgst", "-sha256", "-sign", own("ec.key"), "-out", signature, toSign);
  await second.keys.attach(/^Tệp chữ ký/, signature);
  await sealed(t, second, "signed by openssl on another device");

  const third = await t.browse();
  await reopen(third, server, join(folder, "dossier.json"));
  await close(third, files);
  await third.keys.choose(/^Phần mềm ký khác/, { group: "Ký bằng gì?" });
  await third.keys.choose(/^Chỉ một tệp/, { group: "Phần mềm ký của bạn ký được gì?" });
  await go(third, "Chuẩn bị dữ liệu cần ký", "Đang chờ chữ ký");
  const manifest = await third.download(() => third.keys.activate(/^Tải tệp cần ký/, { role: "button" }));
  await t.axe(third, "a manifest that waits for its signature");
  const cms = ["cms", "-sign", "-cades", "-binary", "-outform", "DER", "-signer", own("ec.pem"), "-inkey", own("ec.key")];
  openssl(...cms, "-in", draft, "-out", signature);
  await third.keys.attach(/^Tệp chữ ký/, signature);
  await go(third, "Kiểm tra chữ ký", "Chữ ký được tạo trên một tệp khác");
  // Whose the signature is, is said before anything is sealed.
  const other = ["-signer", own("second.pem"), "-inkey", own("second.key")];
  openssl(...cms.slice(0, 6), ...other, "-in", manifest, "-out", signature);
  await third.keys.attach(/^Tệp chữ ký/, signature);
  await go(third, "Kiểm tra chữ ký", "Mã số thuế trên chứng thư khác mã số doanh nghiệp trong hồ sơ");
  await third.sees("Chưa xét được chuỗi chứng thư");
  await t.axe(third, "a file signed by another enterprise");
  const right = join(folder, "right.p7s");
  openssl(...cms, "-certfile", own("root.pem"), "-in", manifest, "-out", right);
  await third.keys.attach(/^Tệp chữ ký/, right);
  await go(third, "Kiểm tra chữ ký", "Chuỗi chứng thư dẫn đến gốc");
  t.check("nothing is said of another enterprise", !(await third.text()).includes("Mã số thuế trên chứng thư khác"));
  await go(third, "Đóng gói", "Số tham chiếu");
  // `tests/verify` has openssl verify it.
  await third.download(() => third.keys.activate(/^Tải về /, { role: "button" }));

  for (const seat of [first, second, third]) {
    const elsewhere = [...seat.loaded].filter((url) => url.startsWith("http") && !url.startsWith(server.url));
    t.equal("nothing was fetched from elsewhere", elsewhere, []);
  }
});

/** Hands in the signature, and has the command find the downloaded bundle valid and met. */
async function sealed(t, seat, how) {
  await go(seat, "Kiểm tra chữ ký và đóng gói", "Số tham chiếu");
  const bundle = await seat.download(() => seat.keys.activate(/^Tải về /, { role: "button" }));
  const verdict = verify(bundle);
  t.check(`hoso verify finds the bundle valid and met: ${how}`, verdict.code === 0, verdict.said);
}

function openssl(...words) {
  execFileSync("openssl", words);
}
