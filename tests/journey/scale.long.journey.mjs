// A dossier with 2 GB of scans, sealed in the browser and checked there and at the prompt: the memory of the browser does not grow with
// what is attached.

import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { authority, example, grow } from "./example.mjs";
import { Filer } from "./filer.mjs";
import { journey } from "./journey.mjs";
import { verify } from "./verify.mjs";

/** As large as one scan may be, almost. */
const EACH = 1_000_000_000;
/** What any process of the browser may hold at once, in bytes: a fraction of one scan. */
const MEMORY = 500_000_000;

await journey("A dossier with 2 GB of scans", async (t) => {
  const { folder, dossier, law } = await example("scale");
  const { root, password, file } = authority();
  const names = [...new Set(Object.values(dossier.papers).flat().flatMap((paper) => (paper.file ? [paper.file.name] : [])))];
  const large = names.filter((name) => name.endsWith(".pdf")).slice(0, 2);
  let bytes = 0;
  for (const name of large) {
    const size = await grow(join(folder, name), EACH);
    bytes += size;
    const said = Object.values(dossier.papers).flat().filter((paper) => paper.file?.name === name);
    for (const paper of said) paper.file = { ...paper.file, size, sha256: undefined };
  }
  writeFileSync(join(folder, "dossier.json"), JSON.stringify({ ...dossier, closed: false }));

  const server = await t.serve();
  const seat = await t.browse();
  const filer = new Filer(seat, law, folder);
  await seat.open(server.url);
  await seat.sees("Lập hồ sơ mới");
  await seat.keys.activate("Mở hồ sơ đã lưu ra tệp");
  await seat.sees("Tệp .json do trang này lưu");
  await seat.keys.attach(/^Tệp hồ sơ/, join(folder, "dossier.json"));
  await seat.sees("Lưu hồ sơ ra tệp");
  await filer.part("Giấy tờ");
  await seat.keys.attach(/^Chọn lại các tệp này/, ...names.map((name) => join(folder, name)));
  await seat.until("every file is here", async () => !(await seat.text()).includes("Có tệp chưa nằm trên thiết bị này"), 120_000);
  await seat.keys.activate("Tiếp tục", { role: "link" });
  await seat.sees("Không còn gì phải làm", 120_000);

  const memory = watch(seat.process);
  const started = Date.now();
  await filer.seal({ file, password }, "Ký và đóng gói");
  const seconds = (Date.now() - started) / 1000;
  const bundle = await seat.download(() => seat.keys.activate(/^Tải về ho-so-/, { role: "button" }), 300_000);
  const { code, said } = verify(bundle);
  t.check("hoso verify finds the bundle valid and met", code === 0, said);
  await seat.keys.activate("Kiểm tra ngay trên trang này");
  await seat.sees("Tệp hồ sơ đã ký");
  await seat.keys.attach(/^Tệp hồ sơ đã ký/, bundle);
  await seat.keys.attach(/^Chứng thư gốc bạn tin cậy/, root);
  await seat.keys.activate("Kiểm tra", { role: "button" });
  await seat.sees("Hợp lệ: gói nguyên vẹn", 300_000);
  const most = memory();
  t.figure(`2 GB of scans: from review to bundle in ${seconds.toFixed(0)} s; the largest process of the browser held ${(most / 1e6).toFixed(0)} MB`);
  t.check("no process of the browser holds more than a fraction of a scan", bytes > 2e9 && most < MEMORY, `${most} bytes`);
});

/** Watches the memory of the pages and workers of a browser, by its process; the answer gives the most that one of them held alone. */
function watch(process) {
  let most = 0;
  const look = () => {
    for (const child of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
      try {
        const renderer = readFileSync(`/proc/${child}/cmdline`, "utf8").includes("--type=renderer");
        const status = readFileSync(`/proc/${child}/status`, "utf8");
        const group = readFileSync(`/proc/${child}/stat`, "utf8").split(") ")[1].split(" ")[2];
        if (renderer && Number(group) === process) most = Math.max(most, Number(status.match(/RssAnon:\s+(\d+)/)?.[1] ?? 0) * 1024);
      } catch {
        // It ended while it was looked at.
      }
    }
  };
  const timer = setInterval(look, 100);
  return () => {
    clearInterval(timer);
    return most;
  };
}
