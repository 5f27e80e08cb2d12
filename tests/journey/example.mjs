// What the journeys file: hoso's own example dossier with its files, one of them grown beyond 100 MB, and the words that the law's
// data has for everything in it.

import { execFileSync } from "node:child_process";
import { createWriteStream } from "node:fs";
import { readFile, rename, stat } from "node:fs/promises";
import { randomFillSync } from "node:crypto";
import { join } from "node:path";
import { once } from "node:events";

import { cli, made, root } from "./places.mjs";

/** Larger than what any part of the client may hold in memory at once. */
const LARGE = 110 * 1024 * 1024;
const PASSWORD = "mật khẩu thử";

/** The example of a dossier in `<made>/<name>`: the dossier, its folder, and the compiled law. */
export async function example(name, procedure = "grant") {
  const folder = join(made, name);
  execFileSync(cli, ["example", procedure, "-o", folder, "--force"]);
  const dossier = JSON.parse(await readFile(join(folder, "dossier.json"), "utf8"));
  return { folder, dossier, law: await law(dossier.pack.id) };
}

/** A compiled law that the client serves. */
export async function law(wanted = "vn/tt-24-2014") {
  const packs = join(root, "core/law/packs");
  const index = JSON.parse(await readFile(join(packs, "index.json"), "utf8"));
  const { versions, latest } = index.packs.find(({ id }) => id === wanted);
  const file = versions.find(({ version }) => version === latest).file;
  return JSON.parse(await readFile(join(packs, file), "utf8"));
}

/** The authority that every bundle of the journeys is signed under, made before them (`cargo xtask test`); the verifiers know it. */
export function authority() {
  const folder = join(made, "ca");
  return { folder, root: join(folder, "root.pem"), password: PASSWORD, file: (signer) => join(folder, `${signer}.p12`) };
}

/** Signers under an authority of their own, made by `tests/verify/ca/make_ca.py` into `<made>/<name>`. */
export async function signers(name) {
  const folder = join(made, name);
  execFileSync("python3", [join(root, "tests/verify/ca/make_ca.py"), folder]);
  return { folder, password: PASSWORD, file: (signer) => join(folder, `${signer}.p12`) };
}

/** Puts a real PDF of more than `size` bytes in place of `file`: one page, and a stream of noise as a colour scan would have. */
export async function grow(file, size = LARGE) {
  const out = createWriteStream(`${file}.large`);
  const starts = [];
  let at = 0;
  const write = async (chunk) => {
    at += chunk.length;
    if (!out.write(chunk)) await once(out, "drain");
  };
  const object = async (number, body) => {
    starts[number] = at;
    await write(Buffer.from(`${number} 0 obj\n${body}\nendobj\n`, "latin1"));
  };
  await write(Buffer.from("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "latin1"));
  await object(1, "<< /Type /Catalog /Pages 2 0 R >>");
  await object(2, "<< /Type /Pages /Kids [3 0 R] /Count 1 >>");
  await object(3, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << >> >>");
  starts[4] = at;
  await write(Buffer.from(`4 0 obj\n<< /Length ${size} >>\nstream\n`, "latin1"));
  for (let left = size; left > 0; left -= 1 << 20) await write(randomFillSync(Buffer.alloc(Math.min(left, 1 << 20))));
  await write(Buffer.from("\nendstream\nendobj\n", "latin1"));
  const table = at;
  const rows = starts.slice(1).map((start) => `${String(start).padStart(10, "0")} 00000 n \n`).join("");
  await write(Buffer.from(`xref\n0 5\n0000000000 65535 f \n${rows}trailer\n<< /Size 5 /Root 1 0 R >>\nstartxref\n${table}\n%%EOF\n`));
  out.end();
  await once(out, "finish");
  await rename(`${file}.large`, file);
  return (await stat(file)).size;
}
