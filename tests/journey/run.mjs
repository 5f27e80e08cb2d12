// Runs every journey of this folder, two at a time, each in a process of its own; arguments choose some by name. Those that are long
// by nature, `*.long.journey.mjs`, run only when there is time (HOSO_LONG) or they are chosen.

import { spawn } from "node:child_process";
import { readdir } from "node:fs/promises";
import { join } from "node:path";

const AT_ONCE = 2;
const LONGEST = 300_000;

const here = import.meta.dirname;
const chosen = process.argv.slice(2);
const waiting = (await readdir(here)).filter((file) => {
  if (!file.endsWith(".journey.mjs")) return false;
  if (chosen.length > 0) return chosen.includes(file.replace(".journey.mjs", ""));
  return process.env.HOSO_LONG !== undefined || !file.endsWith(".long.journey.mjs");
});
waiting.sort();

let [passed, failed] = [0, 0];
await Promise.all(Array.from({ length: AT_ONCE }, work));
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);

async function work() {
  for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) {
    const { output, success } = await run(join(here, file));
    const count = output.trimEnd().match(/(\d+) passed, (\d+) failed$/);
    passed += Number(count?.[1] ?? 0);
    failed += Math.max(Number(count?.[2] ?? 0), success ? 0 : 1);
    console.log(output.trimEnd());
  }
}

function run(file) {
  return new Promise((resolve) => {
    // A group of its own, so that a journey that hangs is ended with its browser and its server.
    const child = spawn(process.execPath, [file], { detached: true, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    child.stdout.on("data", (data) => (output += data));
    child.stderr.on("data", (data) => (output += data));
    const limit = setTimeout(() => {
      output += `\n${file} took longer than ${LONGEST / 1000} s and was ended\n`;
      process.kill(-child.pid, "SIGKILL");
    }, LONGEST);
    child.on("close", (code) => {
      clearTimeout(limit);
      resolve({ output, success: code === 0 });
    });
  });
}
