// Signing elsewhere: what is to be signed is downloaded, signed by openssl, and handed in on another device that opened the saved
// draft; a wrong signature is named and nothing is sealed by it. Then the same with software that signs a file, and a further signature on
// a bundle in hand, gone on with days later by the file that waits.

import { execFileSync } from "node:child_process";
import { readFile, readdir, rename } from "node:fs/promises";
import { join } from "node:path";

import { authority, example } from "./example.mjs";
import { checked, sealed as sealedBy, toSignFurther } from "./further.mjs";
import { cli, journey } from "./journey.mjs";
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

  const further = await signFurther(t, server, folder, own);
  for (const seat of [first, second, third, ...further]) {
    const elsewhere = [...seat.loaded].filter((url) => url.startsWith("http") && !url.startsWith(server.url));
    t.equal("nothing was fetched from elsewhere", elsewhere, []);
  }
});

/** A further signature on a bundle in hand: prepared on one device, finished on another, by page and prompt alike. */
async function signFurther(t, server, folder, own) {
  const bundle = sealedBy(folder, "rsa", "elsewhere-further.asice");
  const sign = (key, hash, name, toSign) => {
    const out = join(folder, name);
    openssl("dgst", hash, "-sign", own(`${key}.key`), "-out", out, toSign);
    return out;
  };
  const first = await t.browse();
  await toSignFurther(first, server, bundle);
  await first.keys.choose(/^Phần mềm ký khác/, { group: "Ký bằng gì?" });
  await first.sees("trang này không giữ lại gì");
  t.check("no form is offered that a bundle takes once", !(await first.text()).includes("CAdES (.p7s)"));
  await go(first, "Chuẩn bị dữ liệu cần ký", "Hãy chọn tệp chứng thư số");
  await t.axe(first, "no certificate for a further signature");
  for (const [signer, wanted] of [
    ["expired", "Chứng thư số đã hết hạn ngày 31/12/2025"],
    ["rsa", "Chứng thư số này đã ký gói rồi"],
    ["p384", "Đang chờ chữ ký thêm"],
  ]) {
    await first.keys.attach(/^Tệp chứng thư số của người ký/, own(`${signer}.pem`));
    await go(first, "Chuẩn bị dữ liệu cần ký", wanted);
  }
  // Somebody else will be quicker: this waits to be the second signature, and the bundle will have one by then.
  const overtaken = join(folder, "overtaken.json");
  const focus = (name) => first.until(`the focus is on ${name}`, async () => (await first.keys.focused()).name.normalize("NFC").startsWith(name));
  await focus("Đang chờ chữ ký thêm");
  await rename(await first.download(() => first.keys.activate(/^Lưu tệp chờ chữ ký/, { role: "button" })), overtaken);
  await go(first, "Bỏ lần chuẩn bị này", "đã được chuẩn bị chưa?");
  await focus("Chưa, chuẩn bị bây giờ");
  await first.keys.attach(/^Tệp chứng thư số của người ký/, own("ec.pem"));
  await go(first, "Chuẩn bị dữ liệu cần ký", "Đang chờ chữ ký thêm");
  await first.sees("Nguyễn Thị Ví Dụ");
  await first.sees("Hãy lưu cả tệp chờ chữ ký");
  await t.axe(first, "a bundle that waits for a further signature");
  const toSign = await first.download(() => first.keys.activate(/^Tải dữ liệu cần ký/, { role: "button" }));
  const waiting = await first.download(() => first.keys.activate(/^Lưu tệp chờ chữ ký/, { role: "button" }));
  t.check("the files are named after the bundle", toSign.endsWith("elsewhere-further-2-tbs.bin") && waiting.endsWith("elsewhere-further-2-waiting.json"), `${toSign} ${waiting}`);

  // Days later on another device: the bundle and the file that waits are chosen again.
  const second = await t.browse();
  await toGoOn(second, server, bundle);
  await go(second, "Tiếp tục với tệp này", "Hãy chọn tệp chờ chữ ký thêm");
  await t.axe(second, "no file that waits is chosen");
  await goOn(second, join(folder, "dossier.json"), "không phải là tệp chờ chữ ký thêm");
  await goOn(second, await ofAnotherBundle(own), "được chuẩn bị cho một gói khác");
  await t.axe(second, "what waits belongs to another bundle");
  await goOn(second, waiting, "Đang chờ chữ ký thêm");
  await second.sees("Nguyễn Thị Ví Dụ");
  await second.keys.attach(/^Tệp chữ ký/, sign("second", "-sha256", "other-signature", toSign));
  await go(second, /^Kiểm tra chữ ký, ký thêm/, "Chữ ký không khớp");
  await t.axe(second, "a further signature that does not fit");
  await second.keys.attach(/^Tệp chữ ký/, sign("ec", "-sha256", "further-signature", toSign));
  const twice = await second.download(() => second.keys.activate(/^Kiểm tra chữ ký, ký thêm/, { role: "button" }));
  await second.sees("Số chữ ký trong gói: 2");
  await t.axe(second, "a bundle with a further signature from elsewhere");
  t.check("the name says how many signed", twice.endsWith("elsewhere-further-2.asice"), twice);
  await checked(t, second, twice, 2, "the second from elsewhere");

  await toGoOn(second, server, twice);
  await goOn(second, waiting, "Chứng thư số này đã ký gói rồi");
  await goOn(second, overtaken, "gói này đã có thêm chữ ký của người khác");
  await t.axe(second, "somebody else has signed since");

  // Prepared at the prompt and finished on the page; and the other way round.
  const place = join(folder, "further");
  execFileSync(cli, ["prepare", twice, "--certificate", own("p384.pem"), "-o", place, "--force"], { stdio: "ignore" });
  await goOn(second, join(place, "waiting.json"), "Đang chờ chữ ký thêm");
  await second.keys.attach(/^Tệp chữ ký/, sign("p384", "-sha384", "third-signature", join(place, "tbs.bin")));
  const thrice = await second.download(() => second.keys.activate(/^Kiểm tra chữ ký, ký thêm/, { role: "button" }));
  await second.sees("Số chữ ký trong gói: 3");
  t.check("the name counts on", thrice.endsWith("elsewhere-further-3.asice"), thrice);
  await checked(t, second, thrice, 3, "the third prepared at the prompt");
  const atThePrompt = join(folder, "elsewhere-prompt.asice");
  execFileSync(cli, ["finish", waiting, "--signature", join(folder, "further-signature"), "--files", bundle, "-o", atThePrompt, "--force"], { stdio: "ignore" });
  t.check("the prompt makes the same of what the page prepared", (await readFile(atThePrompt)).equals(await readFile(twice)));
  return [first, second];
}

/** Has a bundle checked, up to the file that waits for a further signature on it. */
async function toGoOn(seat, server, bundle) {
  await toSignFurther(seat, server, bundle);
  await seat.keys.choose(/^Phần mềm ký khác/, { group: "Ký bằng gì?" });
  await seat.keys.choose(/^Rồi/, { group: "Chữ ký thêm này đã được chuẩn bị chưa?" });
}

async function goOn(seat, file, wanted) {
  await seat.keys.attach(/^Tệp chờ chữ ký thêm/, file);
  await go(seat, "Tiếp tục với tệp này", wanted);
}

/** What waits for a further signature on the bundle of another dossier. */
async function ofAnotherBundle(own) {
  const { folder } = await example("elsewhere-another", "termination");
  const place = join(folder, "further");
  execFileSync(cli, ["prepare", sealedBy(folder, "rsa", "elsewhere-another.asice"), "--certificate", own("ec.pem"), "-o", place, "--force"], { stdio: "ignore" });
  return join(place, "waiting.json");
}

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
