// A remote signing service beside a journey: certomancer's dummy, which lets everyone in, behind a front door that lets in one signer
// from one site, asks him for a PIN and a one-time code, and writes down all that it hears. It speaks version 1 of the API or version 2,
// the dummy version 1 alone.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import { join } from "node:path";

import { freePort } from "./agent.mjs";
import { authority } from "./example.mjs";
import { python, root } from "./places.mjs";

/** Whom the service knows. */
export const SIGNER = { name: "nguyễn.thị.ví.dụ", password: "mật khẩu: thử", pin: "246810" };

/** The service: `url` is its base address; `site` is the origin that it allows. */
export class Remote {
  site = "https://elsewhere.example";
  /** How many signatures one authorisation may cover. */
  multisign = 10;
  /** Every request: `{ method, body }`. */
  heard = [];
  /** The one-time code that it sent last, as the signer's telephone shows it. */
  code;
  #version;
  #dummy;
  #door;
  #upstream;
  #token;
  /** In version 2 an authorisation takes until the signer is asked for a second time. */
  #underway;

  /** Opens one that speaks the version. */
  static async open(version = 1) {
    const remote = new Remote();
    remote.#version = version;
    const port = await freePort();
    remote.#upstream = `http://localhost:${port}/csc/v1/`;
    remote.#dummy = spawn(python, [join(root, "tests/verify/ca/remote.py"), authority().folder, `${port}`], { stdio: ["ignore", "pipe", "inherit"] });
    process.once("exit", () => remote.#dummy.kill("SIGKILL"));
    await said(remote.#dummy.stdout, "Running on");
    remote.#door = createServer((request, response) => remote.#answer(request, response)).listen(0, "127.0.0.1");
    await once(remote.#door, "listening");
    remote.url = `http://127.0.0.1:${remote.#door.address().port}/csc/v${version}`;
    return remote;
  }

  /** The requests of a method. */
  asked(method) {
    return this.heard.filter((one) => one.method === method);
  }

  async close() {
    this.#door.closeAllConnections();
    this.#door.close();
    const ended = once(this.#dummy, "exit");
    this.#dummy.kill("SIGKILL");
    await ended;
  }

  async #answer(request, response) {
    const mayRead = request.headers.origin === this.site;
    const headers = { "content-type": "application/json", vary: "origin", ...(mayRead ? { "access-control-allow-origin": this.site } : {}) };
    if (request.method === "OPTIONS") {
      response.writeHead(mayRead ? 204 : 403, { ...headers, "access-control-allow-methods": "POST", "access-control-allow-headers": "authorization, content-type" });
      response.end();
      return;
    }
    let text = "";
    for await (const chunk of request) text += chunk;
    const method = request.url.slice("/csc/v1/".length);
    this.heard.push({ method, text, headers: request.headers, body: JSON.parse(text) });
    const [status, answer] = await this.#do(method, JSON.parse(text), request.headers.authorization);
    response.writeHead(status, headers);
    response.end(answer === undefined ? undefined : JSON.stringify(answer));
  }

  async #do(method, body, authorization) {
    if (method === "info") {
      const [info, isSecond] = [await this.#pass(method, body), this.#version === 2];
      const own = isSecond ? ["credentials/getChallenge", "credentials/authorizeCheck"] : ["credentials/sendOTP"];
      return [200, { ...info, specs: isSecond ? "2.0.0.2" : info.specs, authType: ["basic"], methods: [...info.methods, "auth/login", ...own] }];
    }
    if (method === "auth/login") return this.#login(authorization);
    if (authorization !== `Bearer ${this.#token}`) return [401, refusal("invalid_token", "Not signed in")];
    if (method === "credentials/info") return [200, this.#asksForSecrets(body.credentialID, await this.#pass(method, body))];
    if (method === (this.#version === 2 ? "credentials/getChallenge" : "credentials/sendOTP")) {
      if (this.#version === 2 && body.authObjectID !== "OTP") return [400, refusal("invalid_request", "Invalid parameter authObjectID")];
      this.code = `${100000 + this.heard.length}`;
      return [204];
    }
    if (method === "credentials/authorize") return this.#version === 2 ? this.#authorizeSecond(body) : this.#authorize(body);
    if (method === "credentials/authorizeCheck") return this.#check(body.handle);
    return [200, await this.#pass(method, this.#version === 2 ? first(body) : body)];
  }

  #login(authorization) {
    const { name, password } = SIGNER;
    if (authorization !== `Basic ${Buffer.from(`${name}:${password}`).toString("base64")}`) {
      return [400, refusal("authentication_error", "Wrong user name or password")];
    }
    this.#token = `token-${this.heard.length}`;
    return [200, { access_token: this.#token, expires_in: 3600 }];
  }

  #asksForSecrets(id, info) {
    const key = id.endsWith("p384") ? { ...info.key, status: "disabled" } : info.key;
    const label = "PIN cấp 2";
    if (this.#version === 2) {
      const objects = [{ type: "Password", id: "PIN", format: "N", label }, { type: "ChallengeResponse", id: "OTP", format: "N" }];
      return { key, cert: info.cert, auth: { mode: "explicit", expression: "PIN AND OTP", objects }, SCAL: "2", multisign: this.multisign };
    }
    const [PIN, OTP] = [{ presence: "true", format: "N", label }, { presence: "true", type: "online", format: "N" }];
    return { ...info, key, authMode: "explicit", PIN, OTP, multisign: this.multisign };
  }

  async #authorizeSecond({ authData, ...body }) {
    const given = Object.fromEntries(authData.map(({ id, value }) => [id, value]));
    const [status, answer] = await this.#authorize({ ...first(body), ...given });
    if (status !== 200) return [status, { ...answer, error: "invalid_authentication_data" }];
    this.#underway = [[202, { handle: "second" }], [200, answer]];
    return [202, { handle: "first" }];
  }

  #check(handle) {
    const expected = this.#underway.length === 2 ? "first" : "second";
    return handle === expected ? this.#underway.shift() : [400, refusal("invalid_request", "Invalid parameter handle")];
  }

  async #authorize({ PIN, OTP, ...body }) {
    // Words that try to look like what they are not.
    if (PIN !== SIGNER.pin) return [400, refusal("invalid_pin", "Wrong \u202ePIN\u202c,\n2 tries left")];
    if (OTP === undefined || OTP !== this.code) return [400, refusal("invalid_otp", "Wrong or used code")];
    this.code = undefined;
    return [200, await this.#pass("credentials/authorize", body)];
  }

  async #pass(method, body) {
    const answer = await fetch(this.#upstream + method, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`the service answers ${answer.status} to ${method} ${JSON.stringify(body)}`);
    return answer.json();
  }
}

/** Waits until a process says so; it may go on speaking. */
function said(stdout, wanted) {
  let text = "";
  return new Promise((resolve, reject) => {
    stdout.setEncoding("utf8").on("data", (more) => (text += more).includes(wanted) && resolve());
    stdout.on("close", () => reject(new Error(`it ended before it said ${wanted}`)));
  });
}

/** What version 2 names otherwise, under the names of version 1. */
function first({ hashes, hashAlgorithmOID, ...body }) {
  return hashes === undefined ? body : { ...body, hash: hashes, hashAlgo: hashAlgorithmOID };
}

function refusal(error, error_description) {
  return { error, error_description };
}
