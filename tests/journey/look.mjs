// Reading a page. Everything here looks and nothing touches: the only place of the journeys that runs script in a page.

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

const axeSource = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** The text a person sees. */
export const text = (page) => page.evaluate(() => document.body.innerText.normalize("NFC"));

/** The language the page says it is in, its title, and its level-one headings. */
export const heading = (page) =>
  page.evaluate(() => ({
    lang: document.documentElement.lang,
    title: document.title,
    h1: [...document.querySelectorAll("h1")].map((h1) => h1.innerText.normalize("NFC")),
  }));

/** Whether the page is wider than its window, and by how many pixels. */
export const overflow = (page) =>
  page.evaluate(() => Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth));

/** Whether there is a picture on the page and each has come up. */
export const showsPicture = (page) =>
  page.evaluate(async () => {
    const pictures = [...document.querySelectorAll("main img")];
    await Promise.all(pictures.map((picture) => picture.decode()));
    return pictures.length > 0 && pictures.every((picture) => picture.naturalWidth > 0);
  });

/** Waits until a service worker answers for the page and holds everything. */
export const offlineReady = (page) =>
  page.waitForFunction(
    async () => {
      const registration = await navigator.serviceWorker.ready;
      return registration.active?.state === "activated" && navigator.serviceWorker.controller !== null;
    },
    { timeout: 30_000 },
  );

/** Reads the drafts on the device without end, as a device does that is slow or busy for another tab: what the page itself wants to
 *  read or write there waits until it is loaded anew. */
export const occupy = (page) =>
  page.evaluate(
    () =>
      new Promise((resolve, reject) => {
        const opening = indexedDB.open("hoso");
        opening.onerror = reject;
        opening.onsuccess = () => {
          const drafts = opening.result.transaction("drafts", "readwrite").objectStore("drafts");
          const read = () => (drafts.count().onsuccess = read);
          drafts.count().onsuccess = () => resolve(read());
        };
      }),
  );

/** The names under which the page keeps small texts. */
export const smallTexts = (page) => page.evaluate(() => Object.keys(localStorage));

/** What axe finds with every rule on, those it leaves off by itself too; one line a finding and element. */
export async function axe(page) {
  await page.evaluate(axeSource);
  return page.evaluate(async () => {
    const rules = Object.fromEntries(window.axe.getRules().map(({ ruleId }) => [ruleId, { enabled: true }]));
    const { violations } = await window.axe.run(document, { rules, resultTypes: ["violations"] });
    return violations.flatMap(({ id, help, nodes }) =>
      nodes.map((node) => `${id}: ${help}: ${node.target.join(" ")}: ${node.failureSummary.replace(/\s+/g, " ")}`),
    );
  });
}

/** What has the focus, as the accessibility tree has it. */
export async function focused(session) {
  const { result } = await session.send("Runtime.evaluate", { expression: "document.activeElement" });
  if (!result.objectId) return { role: "none", name: "" };
  const query = { objectId: result.objectId, fetchRelatives: false };
  const [node] = (await session.send("Accessibility.getPartialAXTree", query)).nodes;
  await session.send("Runtime.releaseObject", { objectId: result.objectId });
  const properties = Object.fromEntries((node.properties ?? []).map(({ name, value }) => [name, value.value]));
  const said = { role: node.role?.value ?? "none", name: node.name?.value ?? "", value: node.value?.value };
  return { ...properties, ...said, node: node.backendDOMNodeId };
}

/** Where `bytes` stand in the page, in each of its workers, and in what it keeps: one line a find. Garbage is collected first. */
export async function holds(page, bytes) {
  const wanted = [...bytes];
  const places = [["page", await page.createCDPSession()], ...page.workers().map((worker) => [worker.url(), worker.client])];
  const found = [];
  for (const [place, session] of places) {
    await session.send("HeapProfiler.collectGarbage");
    for (const kind of ["WebAssembly.Memory", "ArrayBuffer"]) {
      const times = await countIn(session, kind, wanted);
      if (times > 0) found.push(`${times} times in a ${kind} of ${place}`);
    }
  }
  return [...found, ...(await page.evaluate(searchKept, wanted))];
}

/** How often the bytes stand in all objects of a kind. */
async function countIn(session, kind, wanted) {
  const { result: prototype } = await session.send("Runtime.evaluate", { expression: `${kind}.prototype` });
  const { objects } = await session.send("Runtime.queryObjects", { prototypeObjectId: prototype.objectId });
  const { result } = await session.send("Runtime.callFunctionOn", {
    objectId: objects.objectId,
    functionDeclaration: `function (wanted) { return this.reduce((sum, at) => sum + (${count})(new Uint8Array(at.buffer ?? at), wanted), 0); }`,
    arguments: [{ value: wanted }],
    returnByValue: true,
  });
  return result.value;
}

function count(bytes, wanted) {
  let times = 0;
  for (let at = bytes.indexOf(wanted[0]); at !== -1; at = bytes.indexOf(wanted[0], at + 1)) {
    if (wanted.every((byte, index) => bytes[at + index] === byte)) times += 1;
  }
  return times;
}

/** Searches every record of every data base, as text and as bytes. Runs in the page. */
async function searchKept(wanted) {
  const found = [];
  const promised = (request) => new Promise((resolve, reject) => Object.assign(request, { onsuccess: () => resolve(request.result), onerror: reject }));
  const holds = (bytes) => bytes.some((_, at) => wanted.every((byte, index) => bytes[at + index] === byte));
  const search = async (value, where) => {
    if (typeof value === "string") {
      if (holds(new TextEncoder().encode(value))) found.push(where);
    } else if (value instanceof Blob) {
      if (holds(new Uint8Array(await value.arrayBuffer()))) found.push(where);
    } else if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) {
      if (holds(new Uint8Array(value.buffer ?? value))) found.push(where);
    } else if (value !== null && typeof value === "object") {
      for (const [key, inner] of Object.entries(value)) await search(inner, `${where}.${key}`);
    }
  };
  for (const { name } of await indexedDB.databases()) {
    const data = await promised(indexedDB.open(name));
    for (const store of data.objectStoreNames) {
      const records = await promised(data.transaction(store).objectStore(store).getAll());
      for (const record of records) await search(record, `IndexedDB ${name}/${store}`);
    }
    data.close();
  }
  return found;
}
