// A token of this machine signs through `hoso agent`: a wrong code is refused, the right one pairs, the terminal shows what is asked
// and nothing is signed before it agrees.

import { readdir } from "node:fs/promises";
import { join } from "node:path";

import { Agent, freePort } from "./agent.mjs";
import { example } from "./example.mjs";
import { journey } from "./journey.mjs";
import { close, go, reopen } from "./saved.mjs";
import { verify } from "./verify.mjs";

await journey("Signing with a token through the agent", async (t) => {
  const { folder } = await example("agent");
  const files = (await readdir(folder)).filter((name) => /\.(pdf|jpe?g|png)$/.test(name)).map((name) => join(folder, name));
  const port = await freePort();
  const server = await t.serve({ connect: [`http://127.0.0.1:${port}`] });
  const seat = await t.browse();
  await reopen(seat, server, join(folder, "dossier.json"));
  await close(seat, files);
  await seat.keys.choose(/^USB token trên máy này/, { group: "Ký bằng gì?" });
  await t.axe(seat, "the pairing code is asked for");
  const agent = new Agent(port, new URL(server.url).origin);
  try {
    const code = await agent.shows(/Mã ghép đôi: (\d{4} \d{4})/);
    await seat.keys.fill("Mã ghép đôi", "0000");
    await go(seat, "Ghép đôi", "Mã ghép đôi không đúng");
    await seat.keys.fill("Mã ghép đôi", code);
    await go(seat, "Ghép đôi", "Nguyễn Thị Ví Dụ");
    await t.axe(seat, "the certificate of the token");
    await go(seat, "Ký qua hoso agent", "Hãy đồng ý ký ở cửa sổ lệnh");
    const reference = await agent.shows(/Số tham chiếu: ([0-9a-f]{64})/);
    agent.types("k");
    await seat.sees("Người giữ khóa không đồng ý ký");
    await t.axe(seat, "the terminal did not agree");
    await go(seat, "Ký qua hoso agent", "Hãy đồng ý ký ở cửa sổ lệnh");
    await agent.shows(/SHA-256 của dữ liệu cần ký: ([0-9a-f]{64})/);
    agent.types("c");
    await seat.sees("Số tham chiếu", 60_000);
    const bundle = await seat.download(() => seat.keys.activate(/^Tải về /, { role: "button" }));
    const verdict = verify(bundle);
    t.check("hoso verify finds the bundle valid and met", verdict.code === 0, verdict.said);
    t.equal("the terminal showed the reference of the dossier", reference, verdict.verdict?.dossier.sha256);
  } finally {
    await agent.end();
  }
});
