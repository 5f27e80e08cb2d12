// The client served as in production, by `cargo xtask serve --dir`, until the journey stops it.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

import { root } from "./places.mjs";

/** Serves `folder` on a free port below `subPath`, allowed to speak to each address of `connect`. `kill` leaves nothing that answers. */
export async function serve(folder, subPath = "/", connect = []) {
  const program = process.env.HOSO_XTASK ?? `${root}/target/debug/xtask`;
  const spoken = connect.flatMap((url) => ["--connect", url]);
  const child = spawn(program, ["serve", "--dir", folder, "--port", "0", "--sub-path", subPath, ...spoken], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = once(child, "exit");
  const kill = async () => {
    child.kill("SIGKILL");
    await ended;
  };
  process.once("exit", () => child.kill("SIGKILL"));
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.startsWith("serving ")) return { url: line.slice("serving ".length), kill };
  }
  throw new Error(`${program} serve ended before it served`);
}
