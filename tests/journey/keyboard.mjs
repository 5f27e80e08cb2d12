// A person at the keyboard: Tab, arrows, Enter, Space, letters, and the dialog that chooses a file. Where the focus is, is asked of
// the accessibility tree, so a thing is found by the name that a screen reader would say.

import { focused } from "./look.mjs";

const FARTHEST = 400;

export class Keyboard {
  #page;
  #session;

  constructor(page, session) {
    this.#page = page;
    this.#session = session;
  }

  /** What has the focus, as a screen reader would be told: `{ role, name, value, checked, invalid, expanded, disabled }`. */
  focused() {
    return focused(this.#session);
  }

  /** Presses a key, with others held down: `press("Tab", "Shift")`. */
  async press(key, ...held) {
    for (const other of held) await this.#page.keyboard.down(other);
    await this.#page.keyboard.press(key);
    for (const other of held.reverse()) await this.#page.keyboard.up(other);
  }

  /** Tabs, backwards if wanted, until what has the focus answers to `name` (a string or a pattern) and, when given, `role`. */
  async reach(name, { role, backwards = false } = {}) {
    const passed = [];
    for (let step = 0; step < FARTHEST; step += 1) {
      const now = await this.focused();
      if (answers(now, name, role)) return now;
      if (step > 0) passed.push(`${now.role} “${now.name}”`);
      await this.press("Tab", ...(backwards ? ["Shift"] : []));
    }
    throw new Error(`no ${role ?? "control"} ${name} in reach of Tab; passed: ${[...new Set(passed)].join(", ")}`);
  }

  /** Reaches a button or a link and presses Enter. */
  async activate(name, { role } = {}) {
    await this.reach(name, { role: role ?? /^(button|link|disclosure ?triangle)$/i });
    await this.press("Enter");
  }

  /** Types in place of what the focused field holds. */
  async write(text) {
    await this.press("a", "Control");
    await this.press("Delete");
    await this.#page.keyboard.type(text);
  }

  /** Reaches a text field and types in place of what it holds. */
  async fill(name, text) {
    await this.reach(name, { role: /^(textbox|searchbox|spinbutton|combobox)$/ });
    await this.write(text);
  }

  /** Reaches a check box and sees to it that it is ticked, or not. */
  async tick(name, ticked = true) {
    const box = await this.reach(name, { role: "checkbox" });
    if ((box.checked === "true") !== ticked) await this.press("Space");
  }

  /** Chooses a radio button: Tab to its group, then arrows. `group` tells apart groups that offer the same answer. */
  async choose(name, { group } = {}) {
    await this.#reachGroupOffering(name, group);
    for (let step = 0; step < FARTHEST; step += 1) {
      const now = await this.focused();
      if (answers(now, name, "radio")) {
        if (now.checked !== "true") await this.press("Space");
        return;
      }
      await this.press("ArrowDown");
    }
    throw new Error(`the arrows do not lead to the radio button ${name}`);
  }

  /** Reaches a closed list and moves in it with the arrows until it shows `option`. */
  async select(name, option) {
    await this.reach(name, { role: /^(combobox|listbox|MenuListPopup|popUpButton)$/i });
    await this.press("Home");
    for (let step = 0; step < FARTHEST; step += 1) {
      const { value } = await this.focused();
      if (matches(value ?? "", option)) return;
      await this.press("ArrowDown");
      if ((await this.focused()).value === value) break;
    }
    throw new Error(`the list ${name} offers no ${option}`);
  }

  /** Reaches what opens the file chooser, opens it with the keyboard and takes `paths` in it. */
  async attach(name, ...paths) {
    await this.reach(name);
    const opened = this.#page.waitForFileChooser();
    // One turn to the browser and back, so that it has heard that the dialog is ours before Enter opens it.
    await this.focused();
    const [chooser] = await Promise.all([opened, this.press("Enter")]);
    await chooser.accept(paths);
  }

  /** Tabs to the radio group that offers `name`; an arrow is pressed only there, because it changes the answer. */
  async #reachGroupOffering(name, group) {
    for (let step = 0; step < FARTHEST; step += 1) {
      const now = await this.focused();
      if (now.role === "radio" && (await this.#groupOffers(now.node, name, group))) return;
      await this.press("Tab");
    }
    throw new Error(`no group of radio buttons ${group ?? ""} with ${name} in reach of Tab`);
  }

  async #groupOffers(radio, name, group) {
    const said = (node) => node.name?.value ?? "";
    const { nodes } = await this.#session.send("Accessibility.getAXNodeAndAncestors", { backendNodeId: radio });
    const around = nodes.find((node) => /^(radiogroup|group)$/.test(node.role?.value ?? ""));
    if (!around || (group !== undefined && !matches(said(around), group))) return false;
    const query = { backendNodeId: around.backendDOMNodeId, role: "radio" };
    const offered = await this.#session.send("Accessibility.queryAXTree", query);
    return offered.nodes.some((node) => matches(said(node), name));
  }
}

function answers(said, name, role) {
  return matches(said.name, name) && (role === undefined || matches(said.role, role));
}

function matches(text, wanted) {
  return wanted instanceof RegExp ? wanted.test(text) : text.normalize("NFC") === wanted.normalize("NFC");
}
