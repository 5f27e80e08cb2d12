// The page that checks a bundle, for someone who has no draft: a damaged one, one that nobody signed, one that other software wrote, one
// with CAdES, and revocation by a list. What is said, and what can be opened.

import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { authority, example } from "./example.mjs";
import { cli, journey, made } from "./journey.mjs";

const VALID = "Hợp lệ: gói nguyên vẹn";

await journey("Checking a bundle", async (t) => {
  // Not where the verifiers look for what must be valid.
  const attacks = mkdtempSync(join(tmpdir(), "hoso-attacks-"));
  execFileSync(process.env.HOSO_XTASK ?? "target/debug/xtask", ["attacks", "-o", attacks]);
  const { folder } = await example("check-example");
  const own = sealed(folder, "check.asice");

  const server = await t.serve();
  const seat = await t.browse();
  await seat.open(`${server.url}#/check`);
  await seat.sees("Kiểm tra một gói đã ký");
  await seat.keys.activate("Kiểm tra", { role: "button" });
  await seat.sees("Hãy chọn tệp cần kiểm tra");

  await seat.keys.attach(/^Chứng thư gốc bạn tin cậy/, join(authority().folder, "ec.pem"));
  await check(seat, own, "không có chứng thư gốc nào (chứng thư tự ký)");
  await t.axe(seat, "a file of roots that holds none");
  await seat.keys.attach(/^Chứng thư gốc bạn tin cậy/, join(attacks, "roots.pem"));
  await check(seat, join(attacks, "01-refuse-changed-byte.asice"), "Không hợp lệ: gói đã bị thay đổi");
  await seat.sees("Nội dung một tệp đã bị thay đổi sau khi ký.");
  await seen(t, seat, "damaged");
  await check(seat, join(attacks, "13-refuse-not-signed.asice"), "Không hợp lệ: gói đã bị thay đổi");
  await seat.sees("Gói chưa được ký số.");
  await seen(t, seat, "unsigned");
  await check(seat, join(attacks, "roots.pem"), "Không phải gói hồ sơ");
  await seen(t, seat, "no-bundle");

  await check(seat, join(attacks, "00-base-foreign.asice"), VALID);
  await seat.sees("chỉ xét theo các chữ ký trong đó");
  await seat.sees("Chữ ký đúng với nội dung và với chứng thư số.");
  await seat.sees("Chứng thư số dẫn tới một chứng thư gốc được tin cậy.");
  await seat.sees("Ngày nộp ghi trong hồ sơ cách ngày ký được khai nhiều ngày");
  await seat.sees("Chưa kiểm tra được chứng thư số có bị thu hồi hay không.");
  await seat.sees("Hồ sơ đạt mọi yêu cầu của luật.");
  await lookInside(t, seat);
  await seen(t, seat, "foreign");

  await seat.keys.attach(/^Chứng thư gốc bạn tin cậy/, authority().root);
  await check(seat, sealed(folder, "check-cades.asice", "--format", "cades"), VALID);
  await seat.sees("Gói do hoso ghi theo dạng CAdES");
  await seat.sees("CAdES, mức B");
  await lookInside(t, seat);
  await seen(t, seat, "cades");

  await seat.keys.attach(/^Thông tin thu hồi chứng thư/, join(attacks, "roots.pem"));
  await check(seat, own, "Tệp “roots.pem” không phải là danh sách thu hồi");
  await t.axe(seat, "a file that tells nothing of revocation");
  await seat.keys.attach(/^Thông tin thu hồi chứng thư/, revocationList("none"));
  await check(seat, own, VALID);
  await seat.sees("Chứng thư số không bị thu hồi, theo danh sách thu hồi của nơi cấp.");
  t.check("nothing is said of a revocation", !(await seat.text()).includes("Bị thu hồi từ"));
  await seen(t, seat, "not-revoked");
  await seat.keys.attach(/^Thông tin thu hồi chứng thư/, revocationList("signer", join(authority().folder, "ec.pem")));
  await check(seat, own, "Chưa hợp lệ: gói nguyên vẹn");
  await seat.sees("Chứng thư số đã bị thu hồi hoặc tạm dừng.");
  await seat.sees("Bị thu hồi từ (UTC)");
  await seen(t, seat, "revoked");
});

async function check(seat, bundle, outcome) {
  await seat.keys.attach(/^Tệp hồ sơ đã ký/, bundle);
  await seat.keys.activate("Kiểm tra", { role: "button" });
  await seat.sees(outcome, 60_000);
}

/** What stands there is for everyone, on a narrow screen too. */
async function seen(t, seat, name) {
  await t.axe(seat, name);
  await seat.picture(`check-${name}`, { whole: true });
  await seat.resize(360, 740);
  t.equal(`nothing is wider than a small screen: ${name}`, await seat.overflow(), 0);
  await seat.picture(`check-${name}-360`, { whole: true });
  await seat.resize(1280, 900);
}

async function lookInside(t, seat) {
  await seat.keys.activate(/^Các phần trong gói/);
  await seat.keys.activate(/^Xem\s*:.*\.png$/, { role: "button" });
  await seat.sees("Đóng ảnh");
  t.check("the picture is shown", await seat.showsPicture());
  const page = await seat.download(() => seat.keys.activate(/^Lưu ra tệp\s*:.*M-01.*\.html$/, { role: "button" }));
  t.check("a page of a form is saved as text", page.endsWith(".html.txt"), page);
}

/** The example, sealed at the prompt. */
function sealed(folder, name, ...more) {
  const out = join(made, name);
  const { file, password } = authority();
  const words = ["bundle", join(folder, "dossier.json"), "--files", folder, "--p12", file("ec"), ...more, "-o", out, "--force"];
  execFileSync(cli, words, { env: { ...process.env, HOSO_P12_PASSWORD: password }, stdio: "ignore" });
  return out;
}

/** A list by the authority of the journeys of what it has revoked. */
function revocationList(name, revoked) {
  const home = join(made, `check-${name}`);
  mkdirSync(home, { recursive: true });
  const [config, index, out] = ["ca.cnf", "index.txt", "list.crl"].map((file) => join(home, file));
  writeFileSync(index, "");
  writeFileSync(config, `[ca]\ndefault_ca = own\n[own]\ndatabase = ${index}\ndefault_md = sha256\ndefault_crl_days = 30\n`);
  const { folder, root } = authority();
  const ca = ["ca", "-config", config, "-keyfile", join(folder, "root.key"), "-cert", root];
  if (revoked) execFileSync("openssl", [...ca, "-revoke", revoked], { stdio: "ignore" });
  execFileSync("openssl", [...ca, "-gencrl", "-out", out], { stdio: "ignore" });
  return out;
}
