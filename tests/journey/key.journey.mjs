// The signer's key: four files that may not sign, each with a message of its own before anything is signed; then one that may, and
// of its private scalar nothing is left in the page, its workers and what it keeps, neither before signing nor after.

import { createPrivateKey } from "node:crypto";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { authority, law, signers } from "./example.mjs";
import { Filer } from "./filer.mjs";
import { journey, made } from "./journey.mjs";
import { verify } from "./verify.mjs";

await journey("The key", async (t) => {
  const { folder, password, file } = await signers("key-ca");
  const scalar = await scalarOf(join(folder, "ec.key"));
  const noKey = join(made, "no-key.p12");
  await writeFile(noKey, "%PDF-1.7 is no PKCS#12");

  const server = await t.serve();
  const seat = await t.browse();
  const filer = new Filer(seat, await law(), made);
  await seat.open(server.url);
  await seat.sees("Lập hồ sơ mới");
  await filer.begin("10/05/2016");
  await seat.keys.activate("Xem lại mọi điều đã nhập");
  await seat.sees("Hồ sơ chưa đạt");
  await seat.keys.tick(/^Tôi biết hồ sơ còn những điều chưa đạt/);
  await filer.go("Khóa hồ sơ và sang bước ký", "Mật khẩu của tệp khóa");

  const refused = [
    [file("ec"), "không phải mật khẩu", "Mật khẩu không đúng"],
    [file("expired"), password, "Chứng thư đã hết hạn"],
    [file("no-use"), password, "Chứng thư này không được cấp để ký số"],
    [noKey, password, "Tệp này không phải tệp khóa PKCS#12"],
  ];
  for (const [p12, secret, message] of refused) {
    await filer.unlock(p12, secret);
    await seat.sees(message);
    const others = refused.map(([, , other]) => other).filter((other) => other !== message);
    const text = await seat.text();
    t.check(`says alone: ${message}`, others.every((other) => !text.includes(other)), text);
    t.check("and offers nothing to sign with", !text.includes("Dùng tệp khóa khác"));
    await t.axe(seat, message);
  }

  await filer.unlock(file("ec"), password);
  await seat.sees("Nguyễn Thị Ví Dụ");
  const control = Buffer.from(await draftId(seat), "utf8");
  t.check("the search finds what is there", (await seat.holds(control)).length > 1, String(await seat.holds(control)));
  t.equal("nowhere the private scalar, with the key in hand", await seat.holds(scalar), []);
  await seat.keys.activate("Dùng tệp khóa khác", { role: "button" });
  const known = authority();
  await filer.unlock(known.file("p384"), known.password);
  await seat.sees("Nguyễn Thị Ví Dụ");
  await seat.keys.activate("Ký và đóng gói", { role: "button" });
  await seat.sees("Số tham chiếu");
  const bundle = await seat.download(() => seat.keys.activate(/^Tải về /, { role: "button" }));
  const { verdict } = verify(bundle);
  // The dossier in it is hardly begun: it is none of those that the verifiers hold to be met.
  await rm(bundle);
  const [{ algorithm, state, trust }] = verdict?.signatures ?? [{}];
  t.equal("signed by P-384", [algorithm?.split("#")[1], state, trust], ["ecdsa-sha384", "right", "trusted"]);
  t.equal("nowhere the private scalar, after signing", await seat.holds(await scalarOf(join(known.folder, "p384.key"))), []);
});

/** The private scalar of an EC key. */
async function scalarOf(path) {
  const { d } = createPrivateKey(await readFile(path, "utf8")).export({ format: "jwk" });
  return Buffer.from(d, "base64url");
}

async function draftId(seat) {
  return seat.address.match(/#\/d\/([0-9a-f]{32})/)[1];
}
