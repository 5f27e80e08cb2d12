// The first visit: the client loads under its policy, within its weight, is kept by the browser, and needs no server any more.

import { readFileSync } from "node:fs";
import { journey } from "./journey.mjs";

/** What a first visit may cost, in bytes after gzip. */
const budget = JSON.parse(readFileSync(new URL("../budgets.json", import.meta.url)))["first load"];

await journey("The first visit", async (t) => {
  for (const subPath of ["/", "/nop/ho-so/"]) {
    const server = await t.serve({ subPath });
    const seat = await t.browse();
    await seat.open(server.url);
    await seat.until("the start page has a heading", async () => (await seat.heading()).h1.length === 1);
    const before = await seat.heading();

    const files = await seat.weigh();
    const weight = files.reduce((sum, { bytes }) => sum + bytes, 0);
    t.figure(`first load at ${subPath}: ${weight} of ${budget} bytes gzipped, ${files.length} files`);
    const list = files.map(({ url, bytes }) => `${bytes} ${url}`).join("\n");
    t.check(`the first load at ${subPath} keeps its budget`, weight > 0 && weight <= budget, list);

    await seat.offlineReady();
    await server.kill();
    await seat.reload();
    await seat.until("the start page has a heading", async () => (await seat.heading()).h1.length === 1);
    t.equal(`the start page at ${subPath} is the same without a server`, await seat.heading(), before);
  }
});
