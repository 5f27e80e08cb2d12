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

/** Waits until a service worker answers for the page and holds everything. */
export const offlineReady = (page) =>
  page.waitForFunction(
    async () => {
      const registration = await navigator.serviceWorker.ready;
      return registration.active?.state === "activated" && navigator.serviceWorker.controller !== null;
    },
    { timeout: 30_000 },
  );

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
