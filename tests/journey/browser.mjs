// A person's browser: Debian's chromium with an empty profile. What the page complains of, what it loaded and what it saved are kept.

import { rename } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import puppeteer from "puppeteer-core";

import { Keyboard } from "./keyboard.mjs";
import * as look from "./look.mjs";
import { chromium, made } from "./places.mjs";

const PATIENCE = 30_000;

/** Opens a browser; `width` and `height` are those of its window in CSS pixels. */
export async function browse({ width = 1280, height = 900, lang = "vi" } = {}) {
  const asRoot = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  const browser = await puppeteer.launch({
    executablePath: chromium,
    args: [...asRoot, `--lang=${lang}`, `--accept-lang=${lang}`],
    defaultViewport: { width, height },
  });
  const [page] = await browser.pages();
  const session = await page.createCDPSession();
  await session.send("Accessibility.enable");
  await session.send("DOM.enable");
  return new Seat(browser, page, session);
}

/** A window and the person before it. */
class Seat {
  /** Errors and warnings of the page and its workers, one line each. A journey ends with none. */
  complaints = [];
  /** Every address the page has loaded so far. */
  loaded = new Set();
  /** The addresses, without what follows a `?`, that the page and its workers asked anything of, answered or not. */
  asked = new Set();
  #browser;
  #page;
  #session;

  constructor(browser, page, session) {
    this.#browser = browser;
    this.#page = page;
    this.#session = session;
    this.keys = new Keyboard(page, session);
    page.on("console", (message) => {
      const where = message.location().url ?? "";
      if (["error", "warn"].includes(message.type())) this.complaints.push(`console: ${message.text()} ${where}`);
    });
    page.on("pageerror", (error) => this.complaints.push(`page: ${error?.stack ?? error}`));
    page.on("error", (error) => this.complaints.push(`crash: ${error.message}`));
    page.on("requestfinished", (request) => this.loaded.add(request.url()));
    page.on("request", (request) => request.url().startsWith("http") && this.asked.add(request.url().split(/[?#]/)[0]));
  }

  /** The number of the browser's process. */
  get process() {
    return this.#browser.process().pid;
  }

  /** Types an address and waits until the page has loaded. */
  async open(url) {
    await this.#page.goto(url, { waitUntil: "load" });
  }

  /** Loads the page anew. */
  async reload() {
    await this.#page.reload({ waitUntil: "load" });
  }

  /** The address in the address bar. */
  get address() {
    return this.#page.url();
  }

  /** The text a person sees. */
  text() {
    return look.text(this.#page);
  }

  /** `{ lang, title, h1 }` of the page. */
  heading() {
    return look.heading(this.#page);
  }

  /** By how many pixels the page is wider than its window. */
  overflow() {
    return look.overflow(this.#page);
  }

  /** Waits until a service worker holds the site. */
  offlineReady() {
    return look.offlineReady(this.#page);
  }

  /** Waits until the page shows `wanted` (a string or a pattern). */
  async sees(wanted, patience = PATIENCE) {
    const shows = (text) => (wanted instanceof RegExp ? wanted.test(text) : text.includes(wanted.normalize("NFC")));
    await this.until(`the page shows ${wanted}`, async () => shows(await this.text()), patience);
  }

  /** Waits until `holds` gives true; what was awaited and what the page shows instead are in the error. */
  async until(what, holds, patience = PATIENCE) {
    const end = Date.now() + patience;
    while (!(await holds())) {
      if (Date.now() > end) throw new Error(`waited in vain until ${what}; the page shows:\n${await this.text()}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  /** Whether every picture on the page has come up. */
  showsPicture() {
    return look.showsPicture(this.#page);
  }

  /** Keeps the device busy, so that no draft is read or written until the page is loaded anew. */
  occupy() {
    return look.occupy(this.#page);
  }

  /** The names under which the page keeps small texts on the device. */
  smallTexts() {
    return look.smallTexts(this.#page);
  }

  /** What axe finds on the page, every rule on. */
  axe() {
    return look.axe(this.#page);
  }

  /** Where the bytes stand: in wasm memories and buffers of the page and its workers, in IndexedDB. One line a find. */
  holds(bytes) {
    return look.holds(this.#page, bytes);
  }

  /** Sets the size of the window. */
  async resize(width, height) {
    await this.#page.setViewport({ width, height });
  }

  /** A picture of the window, or of the whole page, as `<made>/<name>.png`. */
  async picture(name, { whole = false } = {}) {
    const path = join(made, `${name}.png`);
    await this.#page.screenshot({ path, fullPage: whole });
    return path;
  }

  /** The addresses loaded so far, each with its size in bytes after gzip, as the server at hand sends them. */
  async weigh() {
    const urls = [...this.loaded].filter((url) => url.startsWith("http"));
    const weigh = async (url) => ({ url, bytes: gzipSync(await body(url), { level: 9 }).length });
    return Promise.all(urls.map(weigh));
  }

  /** Does `act` and waits for the file it makes the browser save; gives its path in `<made>`. */
  async download(act, patience = 120_000) {
    const [path] = await this.downloads(act, 1, patience);
    return path;
  }

  /** Does `act` and waits for the `count` files it makes the browser save; gives their paths in `<made>`. */
  async downloads(act, count, patience = 120_000) {
    const session = await this.#browser.target().createCDPSession();
    await session.send("Browser.setDownloadBehavior", { behavior: "allowAndName", downloadPath: made, eventsEnabled: true });
    const names = new Map();
    const done = [];
    const saved = new Promise((resolve, reject) => {
      session.on("Browser.downloadWillBegin", ({ guid, suggestedFilename }) => names.set(guid, suggestedFilename));
      session.on("Browser.downloadProgress", ({ state, guid }) => {
        if (state === "completed" && !done.includes(guid) && done.push(guid) === count) resolve();
        if (state === "canceled") reject(new Error(`the download of ${names.get(guid)} was broken off`));
      });
      setTimeout(() => reject(new Error(`${done.length} of ${count} files were downloaded`)), patience).unref();
    });
    saved.catch(() => {});
    await act();
    await saved;
    const paths = [];
    for (const guid of done) {
      paths.push(join(made, names.get(guid)));
      await rename(join(made, guid), paths.at(-1));
    }
    await session.detach();
    return paths;
  }

  /** Closes the browser and forgets its profile. */
  async close() {
    await this.#browser.close();
  }
}

async function body(url) {
  const response = await fetch(url);
  return Buffer.from(await response.arrayBuffer());
}
