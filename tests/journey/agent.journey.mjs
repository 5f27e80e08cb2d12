// A token of this machine signs through `hoso agent`: a wrong code is refused, the right one pairs, the terminal shows what is asked
// and nothing is signed before it agrees. Then a further signature by it on a bundle that somebody else has sealed.

import { readdir } from "node:fs/promises";
import { join } from "node:path";

import { Agent, freePort } from "./agent.mjs";
import { example } from "./example.mjs";
import { checked, sealed, toSignFurther } from "./further.mjs";
import { journey } from "./journey.mjs";
import { close, go, reopen } from "./saved.mjs";
import { verify } from "./verify.mjs";

/** What the terminal shows once a page is paired. */
const NEXT_CODE = /Đã ghép đôi[^]*?Mã ghép đôi: (\d{4} \d{4})/;

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
    const next = await agent.shows(NEXT_CODE);
    const reference = await asked(seat, agent, /Số tham chiếu: ([0-9a-f]{64})/);
    await disagrees(t, seat, agent);
    await asked(seat, agent);
    agent.types("c");
    await seat.sees("Số tham chiếu", 60_000);
    const bundle = await seat.download(() => seat.keys.activate(/^Tải về /, { role: "button" }));
    const verdict = verify(bundle);
    t.check("hoso verify finds the bundle valid and met", verdict.code === 0, verdict.said);
    t.equal("the terminal showed the reference of the dossier", reference, verdict.verdict?.dossier.sha256);
    await signFurther(t, server, agent, { folder, own: bundle, code: next });
  } finally {
    await agent.end();
  }
});

/** What the terminal says of what it is asked to sign, its question read to the end: the next one is another. */
async function asked(seat, agent, told = /SHA-256 của dữ liệu cần ký: ([0-9a-f]{64})/) {
  await go(seat, "Ký qua hoso agent", "Hãy đồng ý ký ở cửa sổ lệnh");
  const said = await agent.shows(told);
  await agent.shows(/Đồng ý ký\?/);
  return said;
}

async function disagrees(t, seat, agent) {
  agent.types("k");
  await seat.sees("Người giữ khóa không đồng ý ký");
  await t.axe(seat, "the terminal did not agree");
}

/** The token signs what another key has sealed; not what it has signed itself. */
async function signFurther(t, server, agent, { folder, own, code }) {
  const seat = await t.browse();
  const pair = async (bundle, code, wanted) => {
    await toSignFurther(seat, server, bundle);
    await seat.keys.choose(/^USB token trên máy này/, { group: "Ký bằng gì?" });
    await seat.keys.fill("Mã ghép đôi", code);
    await go(seat, "Ghép đôi", wanted);
  };
  await pair(own, code, "Chứng thư số này đã ký gói rồi");
  await t.axe(seat, "the token has signed already");
  const bundle = sealed(folder, "rsa", "agent-further.asice");
  await pair(bundle, await agent.shows(NEXT_CODE), "Ký qua hoso agent");
  await seat.sees("Nguyễn Thị Ví Dụ");
  await asked(seat, agent, /(chữ ký thêm)/);
  await disagrees(t, seat, agent);
  await asked(seat, agent);
  const signed = await seat.download(() => agent.types("c"));
  await seat.sees("Số chữ ký trong gói: 2");
  t.check("the name says how many signed", signed.endsWith("agent-further-2.asice"), signed);
  await t.axe(seat, "a further signature by the token");
  await checked(t, seat, signed, 2, "the second by the token");
}
