// What `hoso verify` says of a bundle, by the authority of the journeys.

import { execFileSync } from "node:child_process";

import { authority } from "./example.mjs";
import { cli } from "./places.mjs";

/** `{ code, said, verdict }`; the code is 0 only when the bundle is valid and its dossier met, and 1 where there is a verdict that it is not. */
export function verify(bundle, root = authority().root) {
  try {
    const said = execFileSync(cli, ["verify", bundle, "--json", "--roots", root], { encoding: "utf8" });
    return { code: 0, said, verdict: JSON.parse(said) };
  } catch (error) {
    const verdict = error.status === 1 ? JSON.parse(error.stdout) : undefined;
    return { code: error.status, said: `${error.stdout}${error.stderr}`, verdict };
  }
}
