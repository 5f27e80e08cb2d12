// A remote signing service signs: called only when the reader says so, and only where it allows the site; a wrong password, PIN or code
// is said and nothing is lost; one of several credentials is chosen; one authorisation signs the bundles of all recipients; a bundle that
// is sealed takes a further signature; and nothing but digests goes there.

import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { example } from "./example.mjs";
import { checked, sealed, toSignFurther } from "./further.mjs";
import { journey } from "./journey.mjs";
import { Remote, SIGNER } from "./remote.mjs";
import { close, go, reopen } from "./saved.mjs";
import { verify } from "./verify.mjs";

const WAY = /^Dịch vụ ký số từ xa \(127\.0\.0\.1:/;
const TO = ["doit/01", "doit/30", "doit/31"];
/** What the service may hear under each name; digests are looked at one by one. */
const MAY_HEAR = new Set(["rememberMe", "credentialID", "certificates", "authInfo", "numSignatures", "hash", "hashAlgo", "PIN", "OTP", "SAD", "signAlgo", "signAlgoParams", "authData", "hashes", "hashAlgorithmOID", "authObjectID", "handle"]);

await journey("Signing by a remote signing service", async (t) => {
  const remote = await Remote.open();
  try {
    await byDefaultNobody(t);
    const server = await t.serve({ connect: [remote.url] });
    const policy = await policyOf(server);
    t.check("the policy names the service's address and no more", policy.includes(`connect-src 'self' ${remote.url}/;`), policy);
    await oneOfSeveral(t, server, remote);
    digestsAlone(t, remote);
    await severalByOne(t, server, remote);
    digestsAlone(t, remote);
    await twoAtOnce(t, server, remote);
    remote.heard.length = 0;
    await signFurther(t, server, remote);
    digestsAlone(t, remote);
  } finally {
    await remote.close();
  }
  await bySecondVersion(t);
});

async function policyOf(server) {
  return (await fetch(server.url)).headers.get("content-security-policy");
}

/** A site that was built without an address. */
async function byDefaultNobody(t) {
  const server = await t.serve();
  const policy = await policyOf(server);
  t.check("by default the policy allows no other origin", policy.includes("connect-src 'self';") && !policy.includes("http"), policy);
  const seat = await t.browse();
  const { folder } = await example("remote-default");
  await reopen(seat, server, join(folder, "dossier.json"));
  await close(seat, await attachments(folder));
  const text = await seat.text();
  t.check("and no service is offered", text.includes("Ký bằng gì?") && !text.includes("Dịch vụ ký số từ xa"), text);
}

/** The whole way, with each thing that can go wrong on it. */
async function oneOfSeveral(t, server, remote) {
  const { folder, dossier } = await example("remote");
  const seat = await t.browse();
  await reopen(seat, server, join(folder, "dossier.json"));
  await close(seat, await attachments(folder));
  await seat.keys.choose(WAY, { group: "Ký bằng gì?" });
  await seat.sees(`Địa chỉ được gọi: ${remote.url}`);
  t.equal("nothing was asked of the service yet", remote.heard.length, 0);
  await t.axe(seat, "the service before it is called");
  await go(seat, /^Kết nối với/, "không cho phép trang này gọi");
  await t.axe(seat, "the service does not allow the site");
  remote.site = new URL(server.url).origin;
  await go(seat, /^Kết nối với/, "Tên đăng nhập tại dịch vụ");
  await t.axe(seat, "the service's door");

  await go(seat, "Đăng nhập và xem chứng thư", "Hãy nhập mật khẩu");
  await t.axe(seat, "name and password are missing");
  await seat.keys.fill("Tên đăng nhập tại dịch vụ", SIGNER.name);
  await seat.keys.fill("Mật khẩu tại dịch vụ", "sai");
  await go(seat, "Đăng nhập và xem chứng thư", "Dịch vụ ký số từ xa trả lời: “Wrong user name or password”");
  await t.axe(seat, "the password is wrong");
  const name = await seat.keys.reach("Tên đăng nhập tại dịch vụ");
  t.equal("the name is still there", name.value.normalize("NFC"), SIGNER.name);
  await seat.keys.fill("Mật khẩu tại dịch vụ", SIGNER.password);
  await go(seat, "Đăng nhập và xem chứng thư", "Ký bằng chứng thư nào?");

  const offered = await seat.text();
  t.check("a disabled key is said", offered.includes("Chứng thực ký số “test/p384” đang bị vô hiệu hóa"), offered);
  await t.axe(seat, "several credentials");
  await seat.keys.choose(/^Nguyễn Thị Ví Dụ/, { group: "Ký bằng chứng thư nào?" });
  await seat.keys.press("ArrowDown");
  await go(seat, "Dùng chứng thư này", "Mã PIN ký số");
  await seat.sees("Nguyễn Thị Ví Dụ");
  await t.axe(seat, "the certificate, PIN and code");

  await go(seat, "Ký và đóng gói", "Hãy nhập mã này để đồng ý ký");
  await t.axe(seat, "PIN and code are missing");
  t.equal("and nothing was asked for without them", remote.asked("credentials/authorize").length, 0);
  await agree(seat, remote, "1111", "Ký và đóng gói", "trả lời: “Wrong PIN, 2 tries left”");
  const pin = await seat.keys.reach(/^Mã PIN ký số/, { role: "textbox" });
  t.equal("the wrong PIN is marked, and gone", [pin.invalid, pin.value ?? ""], ["true", ""]);
  await t.axe(seat, "the PIN is wrong");
  await seat.keys.fill(/^Mã PIN ký số/, SIGNER.pin);
  await seat.keys.fill("Mã một lần (OTP)", "000000");
  await go(seat, "Ký và đóng gói", "trả lời: “Wrong or used code”");
  await agree(seat, remote, SIGNER.pin, "Ký và đóng gói", "Số tham chiếu");

  const bundle = await seat.download(() => seat.keys.activate(/^Tải về /, { role: "button" }));
  const verdict = verify(bundle);
  t.check("hoso verify finds the bundle valid and met", verdict.code === 0, verdict.said);
  t.equal("the service signed once, by RSASSA-PSS", remote.asked("signatures/signHash").map(({ body }) => [body.credentialID, body.signAlgo]), [["test/rsa", "1.2.840.113549.1.1.10"]]);
  const texts = [...typed(dossier), ...(await attachments(folder)).map((file) => file.split("/").at(-1))];
  const leaked = texts.filter((text) => remote.heard.some((one) => one.text.includes(text)));
  t.check(`none of ${texts.length} texts of the dossier went to the service`, texts.length > 20 && leaked.length === 0, leaked.join("\n"));
  const strangers = remote.heard.filter(({ headers }) => headers.cookie !== undefined || headers.referer !== undefined);
  t.equal("no cookie and no address of the page went along", strangers.length, 0);
  forgive(t, seat, remote, { statuses: 3, blocked: 2 });
}

/** A dossier for several recipients: all of its bundles by one authorisation. */
async function severalByOne(t, server, remote) {
  const seat = await t.browse();
  await toTheSecrets(seat, server, remote, "remote-several");
  await agree(seat, remote, SIGNER.pin, "Ký và đóng gói 4 gói", "Đã ký 4 trên 4 gói");
  t.equal("the service authorised once", remote.asked("credentials/authorize").map(({ body }) => body.numSignatures), [4]);
  const [{ body }] = remote.asked("signatures/signHash");
  t.equal("and signed four digests, each another", new Set(body.hash).size, 4);
  const bundles = await seat.downloads(() => seat.keys.activate("Tải tất cả các tệp", { role: "button" }), 4);
  const verdicts = bundles.map((bundle) => verify(bundle));
  t.check("hoso verify finds them all valid and met", verdicts.every(({ code }) => code === 0), verdicts.map(({ said }) => said).join("\n"));
  const to = verdicts.map(({ verdict }) => verdict?.dossier.recipient).sort();
  t.equal("one for each recipient", to, ["vca", ...TO].sort());
}

/** A service that lets one authorisation cover two signatures: what is signed is kept, and the rest asks once more. */
async function twoAtOnce(t, server, remote) {
  remote.multisign = 2;
  const seat = await t.browse();
  await toTheSecrets(seat, server, remote, "remote-two-at-once");
  await agree(seat, remote, SIGNER.pin, "Ký và đóng gói 2 trên 4 gói", "Đã ký 2 trên 4 gói");
  await t.axe(seat, "two of four are signed");
  await agree(seat, remote, SIGNER.pin, "Ký và đóng gói 2 trên 4 gói", "Đã ký 4 trên 4 gói");
  t.equal("the service authorised twice", remote.asked("credentials/authorize").map(({ body }) => body.numSignatures), [2, 2]);
}

/** A bundle that another has sealed, signed once more. */
async function signFurther(t, server, remote) {
  const { folder } = await example("remote-further");
  const bundle = sealed(folder, "ec", "remote-further.asice");
  const seat = await t.browse();
  await toSignFurther(seat, server, bundle);
  await comeIn(seat);
  await go(seat, "Dùng chứng thư này", "Chứng thư số này đã ký gói rồi");
  await t.axe(seat, "the first credential has signed already");
  await go(seat, "Chọn chứng thư khác", "Ký bằng chứng thư nào?");
  await seat.keys.choose(/^Nguyễn Thị Ví Dụ/, { group: "Ký bằng chứng thư nào?" });
  await seat.keys.press("ArrowDown");
  await go(seat, "Dùng chứng thư này", "Mã PIN ký số");
  await t.axe(seat, "what a further signature is agreed to by");
  await agree(seat, remote, "1111", "Ký thêm và lưu ra tệp", "trả lời: “Wrong PIN, 2 tries left”");
  const signed = await seat.download(() => agree(seat, remote, SIGNER.pin, "Ký thêm và lưu ra tệp", "Số chữ ký trong gói: 2"));
  t.equal("the service signed once", remote.asked("signatures/signHash").map(({ body }) => [body.credentialID, body.hash.length]), [["test/rsa", 1]]);
  await t.axe(seat, "a further signature by the service");
  await checked(t, seat, signed, 2, "the second by the service");
  forgive(t, seat, remote, { statuses: 1, blocked: 0 });
}

/** A service that speaks version 2, and has its signer agree while the page waits. */
async function bySecondVersion(t) {
  const remote = await Remote.open(2);
  try {
    const server = await t.serve({ connect: [remote.url] });
    remote.site = new URL(server.url).origin;
    const seat = await t.browse();
    await toTheSecrets(seat, server, remote, "remote-second");
    await agree(seat, remote, "1111", "Ký và đóng gói 4 gói", "trả lời: “Wrong PIN, 2 tries left”");
    await agree(seat, remote, SIGNER.pin, "Ký và đóng gói 4 gói", "Đã ký 4 trên 4 gói");
    t.equal("the page asked until the signer had agreed", remote.asked("credentials/authorizeCheck").length, 2);
    const [bundle] = await seat.downloads(() => seat.keys.activate("Tải tất cả các tệp", { role: "button" }), 4);
    const verdict = verify(bundle);
    t.check("hoso verify finds what version 2 signed valid and met", verdict.code === 0, verdict.said);
    digestsAlone(t, remote);
    forgive(t, seat, remote, { statuses: 1, blocked: 0 });
  } finally {
    await remote.close();
  }
}

/** From a saved dossier for several recipients to the secrets of the first credential. */
async function toTheSecrets(seat, server, remote, name) {
  const { folder, dossier } = await example(name, "termination");
  const draft = join(folder, "draft.json");
  await writeFile(draft, JSON.stringify({ draft: 1, filing: { others: TO }, dossier }));
  await reopen(seat, server, draft);
  await close(seat, await attachments(folder));
  await comeIn(seat);
  await go(seat, "Dùng chứng thư này", "Mã PIN ký số");
}

/** From the ways to sign to the credentials at the service. */
async function comeIn(seat) {
  await seat.keys.choose(WAY, { group: "Ký bằng gì?" });
  await go(seat, /^Kết nối với/, "Tên đăng nhập tại dịch vụ");
  await seat.keys.fill("Tên đăng nhập tại dịch vụ", SIGNER.name);
  await seat.keys.fill("Mật khẩu tại dịch vụ", SIGNER.password);
  await go(seat, "Đăng nhập và xem chứng thư", "Ký bằng chứng thư nào?");
}

/** Has the code sent, types PIN and code, and signs. */
async function agree(seat, remote, pin, button, wanted) {
  remote.code = undefined;
  await seat.keys.activate("Gửi mã cho tôi", { role: "button" });
  await seat.until("the code is on the telephone", () => remote.code !== undefined);
  await seat.sees("Dịch vụ đã nhận yêu cầu gửi mã");
  await seat.keys.fill("Mã một lần (OTP)", remote.code);
  await seat.keys.fill(/^Mã PIN ký số/, pin);
  await go(seat, button, wanted);
}

async function attachments(folder) {
  return (await readdir(folder)).filter((name) => /\.(pdf|jpe?g|png)$/.test(name)).map((name) => join(folder, name));
}

/** What the service heard up to now is forgotten, once it is looked at. */
function digestsAlone(t, remote) {
  const others = remote.heard.filter(({ body }) => !isDigestsAlone(body));
  t.check(`the service heard nothing but digests, in ${remote.heard.length} requests`, remote.heard.length > 0 && others.length === 0, others.map(({ text }) => text).join("\n"));
  remote.heard.length = 0;
}

/** Whether a request holds nothing but names of the API, and digests. */
function isDigestsAlone(body) {
  const digests = body.hash ?? body.hashes ?? [];
  return Object.keys(body).every((name) => MAY_HEAR.has(name)) && digests.every((digest) => [32, 48].includes(Buffer.from(digest, "base64").length));
}

/** Every text in a dossier that is long enough to be told from chance. */
function typed(value) {
  if (typeof value === "string") return value.length > 7 ? [value] : [];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(typed) : [];
}

/** A browser notes every answer of an error's status, and what it does not let the page read: so many, and nothing else. */
function forgive(t, seat, remote, { statuses, blocked }) {
  const of = (kind) => seat.complaints.filter((line) => line.includes(remote.url) && kind.test(line));
  const [refused, unread] = [of(/status of 40[01]/), of(/CORS policy|net::ERR_FAILED/)];
  t.equal("the browser notes what the service refused", [refused.length, unread.length], [statuses, blocked]);
  seat.complaints = seat.complaints.filter((line) => !refused.includes(line) && !unread.includes(line));
}
