// `hoso agent` beside a journey, with a token in software.

import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { join } from "node:path";

import { authority } from "./example.mjs";
import { cli, made, root } from "./places.mjs";

/** `hoso agent` with a token in software, and its terminal. */
export class Agent {
  #child;
  #text = "";

  constructor(port, origin) {
    const token = join(made, `agent-token-${process.pid}`);
    execFileSync("python3", [join(root, "tests/verify/ca/software_token.py"), token, authority().folder, "ec"]);
    const env = { ...process.env, SOFTHSM2_CONF: join(token, "softhsm2.conf"), HOSO_PIN: "123456" };
    const words = ["--lang", "vi", "agent", "--pkcs11", "/usr/lib/softhsm/libsofthsm2.so", "--origin", origin, "--port", `${port}`];
    this.#child = spawn(cli, words, { env, stdio: ["pipe", "pipe", "inherit"] });
    this.#child.stdout.setEncoding("utf8").on("data", (text) => (this.#text += text.normalize("NFC")));
  }

  /** Waits until the terminal shows it; gives what stands in the pattern's group, and looks no further back from then on. */
  async shows(pattern) {
    for (let tries = 0; tries < 400; tries += 1) {
      const found = this.#text.match(pattern);
      if (found) {
        this.#text = this.#text.slice(found.index + found[0].length);
        return found[1];
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`the agent's terminal never showed ${pattern}; it shows:\n${this.#text}`);
  }

  types(line) {
    this.#child.stdin.write(`${line}\n`);
  }

  async end() {
    const ended = once(this.#child, "exit");
    this.#child.kill("SIGKILL");
    await ended;
  }
}

/** A port on which nobody listens. */
export async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}
