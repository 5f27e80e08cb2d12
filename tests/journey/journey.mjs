// A journey: a story told step by step, each thing it finds counted. `journey` ends the process with the count as its last line.

import { browse } from "./browser.mjs";
import { site } from "./places.mjs";
import { serve } from "./server.mjs";

export { cli, made, root, site } from "./places.mjs";

/** Tells the story `tell`; it is handed what a journey may use. Whatever it opened is closed afterwards. */
export async function journey(name, tell) {
  const told = new Told();
  console.log(name);
  try {
    await tell(told);
  } catch (error) {
    told.check("the story goes on to its end", false, error.stack ?? String(error));
  }
  await told.end();
  console.log(`${told.passed} passed, ${told.failed} failed`);
  process.exit(told.failed === 0 ? 0 : 1);
}

class Told {
  passed = 0;
  failed = 0;
  #seats = [];
  #servers = [];
  #allowed = [];

  /** Counts one thing that must hold; `detail` is printed where it does not. */
  check(what, holds, detail = "") {
    if (holds) {
      this.passed += 1;
      console.log(`  ok      ${what}`);
    } else {
      this.failed += 1;
      console.log(`  FAILED  ${what}\n${detail}`);
    }
  }

  /** Counts one thing that must be equal to what is expected. */
  equal(what, is, expected) {
    const [left, right] = [is, expected].map((value) => JSON.stringify(value));
    this.check(what, left === right, `  is       ${left}\n  expected ${right}`);
  }

  /** A figure that is printed also when everything passes. */
  figure(text) {
    console.log(`= ${text}`);
  }

  /** Serves the built client, allowed to speak to the addresses of `connect`: `{ url, kill }`. */
  async serve({ subPath = "/", connect = [] } = {}) {
    const server = await serve(site, subPath, connect);
    this.#servers.push(server);
    this.#allowed.push(`${new URL(server.url).origin}/`, ...connect.map((url) => `${url}/`));
    return server;
  }

  /** Sits down before a browser with an empty profile. */
  async browse(window) {
    const seat = await browse(window);
    this.#seats.push(seat);
    return seat;
  }

  /** Axe finds nothing on the page before `seat`. */
  async axe(seat, where) {
    const found = await seat.axe();
    this.check(`axe finds nothing: ${where}`, found.length === 0, found.join("\n"));
  }

  async end() {
    for (const seat of this.#seats) {
      this.check("the page complains of nothing", seat.complaints.length === 0, seat.complaints.join("\n"));
      const others = [...seat.asked].filter((url) => !this.#allowed.some((allowed) => url.startsWith(allowed)));
      this.check("the page asks nobody but who may be asked", seat.asked.size > 0 && others.length === 0, others.join("\n"));
      await seat.close();
    }
    for (const server of this.#servers) await server.kill();
  }
}
