// A dossier that is in hand as an object, written without the names of its answers, in the order in which the module has them.

/** What sets the answers apart. */
const APART = '\u001f';

/** A dossier laid flat; nothing where it holds anything out of the ordinary, which its JSON then tells. */
export function flatOf({ wasm }, pack, dossier) {
  if (typeof dossier !== 'object' || dossier === null || Object.getPrototypeOf(dossier) !== Object.prototype) return undefined;
  const { facts, forms, lists, ...head } = dossier;
  const layout = facts && forms && lists && layoutOf(wasm, pack, head.procedure);
  if (!layout) return undefined;
  let text = JSON.stringify(head);
  let [formsLeft, listsLeft] = [count(forms), count(lists)];
  for (const { id, isList, fields } of layout) {
    if (isList) {
      const list = lists[id];
      if (list === undefined) {
        text += APART;
        continue;
      }
      listsLeft -= 1;
      text = withList(text, list, fields);
    } else {
      const values = id === undefined ? facts : forms[id];
      if (id !== undefined && values !== undefined) formsLeft -= 1;
      text = withValues(text, values ?? NOTHING, fields);
    }
    if (text === undefined) return undefined;
  }
  return formsLeft === 0 && listsLeft === 0 && text.isWellFormed?.() ? text : undefined;
}

const NOTHING = Object.freeze({});

function withList(text, list, fields) {
  const { closed = false, rows } = list;
  if (typeof closed !== 'boolean' || !Array.isArray(rows) || count(list) !== ('closed' in list ? 2 : 1)) return undefined;
  let whole = `${text}${APART}${rows.length}${closed ? '.' : ''}`;
  for (const row of rows) {
    if (typeof row?.id !== 'string' || !row.values || count(row) !== 2) return undefined;
    whole = withValues(whole + APART + row.id, row.values, fields);
    if (whole === undefined) return undefined;
  }
  return whole;
}

function withValues(text, values, fields) {
  let [whole, left] = [text, count(values)];
  for (const field of fields) {
    const value = values[field];
    whole += APART;
    if (typeof value === 'string') {
      whole += value;
      left -= 1;
    } else if (value !== undefined) {
      return undefined;
    }
  }
  return left === 0 ? whole : undefined;
}

function count(values) {
  let members = 0;
  for (const _ in values) members += 1;
  return members;
}

/** How the answers of a procedure are laid flat; nothing where the pack does not know it. It crosses once. */
function layoutOf(wasm, { number, layouts }, procedure) {
  if (typeof procedure !== 'string') return undefined;
  const known = layouts.get(procedure);
  if (known) return known;
  const lines = wasm.layoutOf(number, procedure).split('\n').slice(0, -1);
  if (lines.length === 0) return undefined;
  const layout = lines.map((line, at) => {
    const [name, ...fields] = line.split(' ');
    const isList = name.startsWith('*');
    // The first has the deciding questions, whose form has no name in a dossier.
    return { id: at === 0 ? undefined : name.slice(isList ? 1 : 0), isList, fields };
  });
  layouts.set(procedure, layout);
  return layout;
}
