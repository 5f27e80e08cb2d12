// What `hoso verify` says of a bundle, by the authority of the journeys.

import { execFileSync } from "node:child_process";

import { authority } from "./example.mjs";
import { cli } from "./places.mjs";

/** `{ code, said, verdict }`; the code is 0 only when the bundle is valid and its dossier met. */
export function verify(bundle) {
  try {
    const said = execFileSync(cli, ["verify", bundle, "--json", "--roots", authority().root], { encoding: "utf8" });
    return { code: 0, said, verdict: JSON.parse(said) };
  } catch (error) {
    return { code: error.status, said: `${error.stdout}${error.stderr}` };
  }
}
