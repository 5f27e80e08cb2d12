// A filer at the keyboard, who fills in whatever the law's data asks for with what a dossier says.

import { join } from "node:path";

const escape = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
/** A label that says besides which paper it is about. */
const about = (label, paper) => new RegExp(`^${escape(label)}\\s+\\(${escape(paper.normalize("NFC"))}\\)`);
const starting = (text) => new RegExp(`^${escape(text.normalize("NFC"))}`);

/** The words of `law` in Vietnamese, and how a person fills in the client. */
export class Filer {
  constructor(seat, law, folder) {
    Object.assign(this, { seat, law, folder, keys: seat.keys });
  }

  /** From the first page to the parts of a new dossier for the day `on` (`dd/mm/yyyy`), to the recipients `to` where it asks. */
  async begin(on, { procedure = "grant", to = [] } = {}) {
    await this.ask(on, procedure);
    await this.recipients(to);
    await this.go("Lập hồ sơ", "Lưu hồ sơ ra tệp");
  }

  /** From the first page to the questions before a dossier is made, with the day of filing answered. */
  async ask(on, procedure) {
    const { title, "one-place": onePlace } = this.law.dossiers.find(({ id }) => id === procedure);
    this.isOnePlace = onePlace !== undefined;
    await this.keys.activate(new RegExp(`^Bắt đầu\\s*:\\s*${escape(title.vi.normalize("NFC"))}$`), { role: "link" });
    await this.seat.sees("Ngày nộp hồ sơ");
    await this.keys.fill("Ngày nộp hồ sơ", on);
  }

  /** Ticks recipients, or chooses the one where there can be one only; those of a sort that is in each place are found by typing the place. */
  async recipients(to) {
    for (const recipient of to) {
      const [sort, place] = recipient.split("/");
      const { vi } = this.law.words.recipient[sort];
      if (place === undefined) {
        await this.keys.tick(vi);
        continue;
      }
      const name = this.law.words.place[place].vi;
      await this.keys.fill(/^Tìm theo tên tỉnh, thành phố/, name);
      if (this.isOnePlace) await this.keys.choose(`${vi} ${name}`);
      else await this.keys.tick(`${vi} ${name}`);
    }
  }

  /** Opens a part of the dossier from its list of parts. */
  async part(title) {
    await this.keys.activate(title, { role: "link" });
    await this.seat.until(`the page ${title} is open`, async () => (await this.seat.heading()).h1.includes(title));
  }

  /** Presses a button and waits for what it leads to. */
  async go(button, wanted) {
    await this.keys.activate(button, { role: "button" });
    await this.seat.sees(wanted);
  }

  /** Fills in a form and goes on, back to the parts; first with what is known already where `known` fields are. What is told for each
   *  place by itself is filled in for the place `at`. */
  async form(id, values, { known = 0, at } = {}) {
    const form = this.of(id);
    await this.part(there(form.title.vi, at));
    if (known > 0) await this.fillIn(known);
    await this.fields(form, values);
    await this.go("Tiếp tục", "Lưu hồ sơ ra tệp");
  }

  /** Takes what is known already into the form at hand: so many fields. */
  async fillIn(known) {
    await this.seat.sees(`Đã biết câu trả lời cho ${known} ô còn trống`);
    await this.keys.activate("Điền từ thông tin đã có", { role: "button" });
    await this.seat.sees(`Đã điền ${known} ô`);
  }

  /** Fills in a list row by row, says that it is complete and goes on. */
  async list(id, rows, { at } = {}) {
    const form = this.of(id);
    await this.part(there(form.title.vi, at));
    for (const [at, { values }] of rows.entries()) {
      await this.keys.activate(/^Thêm /, { role: "link" });
      await this.seat.until("an entry is open", async () => (await this.seat.heading()).h1[0] === `Mục ${at + 1}`);
      await this.fields(form, values);
      await this.go("Tiếp tục", "Danh sách đã đủ");
    }
    await this.keys.tick("Danh sách đã đủ, không thiếu mục nào");
    await this.go("Tiếp tục", "Lưu hồ sơ ra tệp");
  }

  /** Types or chooses the answers, in the order of the form. */
  async fields(form, values) {
    for (const field of form.groups.flatMap(({ fields }) => fields)) {
      const value = values[field.id];
      if (value === undefined) continue;
      const label = field.label.vi;
      const choices = field.kind === "yes-no" ? YES_NO : field.kind.choice;
      if (choices) {
        await this.keys.choose(choices.find((choice) => choice.value === value).label.vi, { group: starting(label) });
      } else {
        await this.keys.fill(starting(label), value);
      }
    }
  }

  /** Attaches and states every paper of the dossier, from the page of all papers; those of the place `at` alone. */
  async papers(dossier, { at } = {}) {
    const bySlot = Object.entries(dossier.papers).map(([slot, papers]) => ({ ...parts(slot), papers }));
    for (const group of grouped(bySlot)) {
      await this.part(there(this.title(group[0], dossier), at));
      for (const { cite, paper, papers } of group) await this.paper(cite, paper, papers[0]);
      await this.go("Tiếp tục", "Mỗi giấy tờ đính kèm một bản quét");
    }
  }

  /** One paper: chosen among alternatives, attached, stated. */
  async paper(cite, paper, { kind, copies, sets, file }) {
    const name = this.law.words.paper[paper].vi;
    if ((await this.seat.text()).includes("Chỉ cần một trong các loại sau")) await this.keys.choose(name);
    if (file) {
      await this.keys.attach(about("Bản quét", name), join(this.folder, file.name));
      await this.seat.sees(file.name);
    }
    if (kind) await this.keys.choose(KINDS[kind], { group: about("Trong hồ sơ giấy, đây là bản gì?", name) });
    if (copies) await this.keys.fill(about("Số bản trong mỗi bộ hồ sơ giấy", name), copies);
    if (!file && !kind && !copies && !sets) await this.keys.tick(about("Giấy tờ này có trong hồ sơ giấy", name));
    if (sets) await this.keys.fill(about("Số bộ trong hồ sơ giấy", name), sets);
  }

  /** From the parts of a whole dossier through review and signing to what is signed; gives the address of that page. */
  async seal({ file, password }, button, signer = "ec") {
    await this.keys.activate("Xem lại mọi điều đã nhập");
    await this.seat.sees("Hồ sơ đạt");
    await this.keys.tick(/^Tôi đã xem lại/);
    await this.go("Khóa hồ sơ và sang bước ký", "Mật khẩu của tệp khóa");
    await this.unlock(file(signer), password);
    await this.seat.sees("Nguyễn Thị Ví Dụ");
    await this.keys.activate(button, { role: "button" });
    await this.seat.sees("Số tham chiếu", 120_000);
    return this.seat.address;
  }

  /** Opens a PKCS#12 file. */
  async unlock(file, password) {
    await this.keys.attach(/^Tệp khóa/, file);
    await this.keys.fill("Mật khẩu của tệp khóa", password);
    await this.keys.activate("Mở khóa và xem chứng thư", { role: "button" });
  }

  of(id) {
    return id === "facts" ? this.law.facts : this.law.forms.find((form) => form.id === id);
  }

  /** What the client calls the papers of a unit, for a row by the name in it. */
  title({ cite, row }, dossier) {
    const unit = this.law.articles.flatMap(({ units }) => units ?? []).find((unit) => unit.cite === cite);
    if (row === undefined) return unit.label.vi;
    const { rows } = dossier.lists[unit.what.list.list];
    return `${unit.label.vi}: ${rows.find(({ id }) => id === row).values.name}`;
  }
}

/** What a part is called that is told for one place by itself. */
const there = (title, at) => (at === undefined ? title : `${title} – ${at}`);

const YES_NO = [
  { value: "yes", label: { vi: "Có" } },
  { value: "no", label: { vi: "Không" } },
];

const KINDS = {
  original: "Bản chính",
  "certified-copy": "Bản sao có chứng thực",
  "registry-print": "Bản in từ Hệ thống thông tin quốc gia về đăng ký doanh nghiệp",
  "business-certified": "Bản sao có xác nhận của doanh nghiệp",
  "plain-copy": "Bản sao",
};

function parts(slot) {
  const [cite, paper, row] = slot.split(":");
  return { cite, paper, row };
}

/** Slots of one unit and row together, as the client asks for them on one page. */
function grouped(slots) {
  const groups = new Map();
  for (const slot of slots) groups.set(key(slot), [...(groups.get(key(slot)) ?? []), slot]);
  return [...groups.values()];
}

function key({ cite, row }) {
  return `${cite}:${row ?? ""}`;
}
