// A bundle on the page that checks it, up to a further signature, and what comes of that.

import { execFileSync } from "node:child_process";
import { join } from "node:path";

import { authority } from "./example.mjs";
import { cli, made } from "./places.mjs";
import { verify } from "./verify.mjs";

const VALID = "Hợp lệ: gói nguyên vẹn";

/** The dossier in the folder sealed at the prompt by a signer of the authority, as `<made>/<name>`. */
export function sealed(folder, signer, name) {
  const out = join(made, name);
  const { file, password } = authority();
  const words = ["bundle", join(folder, "dossier.json"), "--files", folder, "--p12", file(signer), "-o", out, "--force"];
  execFileSync(cli, words, { env: { ...process.env, HOSO_P12_PASSWORD: password }, stdio: "ignore" });
  return out;
}

/** Has a bundle checked, which is valid, and opens what adds a further signature. */
export async function toSignFurther(seat, server, bundle) {
  await seat.open(`${server.url}#/check`);
  await check(seat, bundle);
  await seat.keys.activate("Ký thêm vào gói này");
  await seat.sees("Ký bằng gì?");
}

/** The page and the command find every signature of the bundle right and the bundle valid; as many as `count`. */
export async function checked(t, seat, bundle, count, how) {
  const { code, said, verdict } = verify(bundle);
  const states = verdict?.signatures.map(({ state }) => state);
  t.check(`hoso verify finds the bundle with ${count} signatures valid and met: ${how}`, code === 0, said);
  t.equal("each of them right", states, Array(count).fill("right"));
  await check(seat, bundle);
  const text = await seat.text();
  t.check("and so does the page", text.includes(`Người ký ${count}`) && !text.includes(`Người ký ${count + 1}`), text);
  t.equal("each of them right there too", text.match(/Chữ ký đúng với nội dung và với chứng thư số\./g)?.length, count);
}

async function check(seat, bundle) {
  await seat.sees("Tệp hồ sơ đã ký");
  await seat.keys.attach(/^Tệp hồ sơ đã ký/, bundle);
  await seat.keys.attach(/^Chứng thư gốc bạn tin cậy/, authority().root);
  await seat.keys.activate("Kiểm tra", { role: "button" });
  await seat.sees(VALID, 60_000);
}
