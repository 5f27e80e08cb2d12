// What the client should offer to fill in, reckoned from the law's data alone.

/**
 * The fields of the form `into` for which `values` of the form `from` are known: asked there under the same words, or `bound` to it by
 * a check, and not of what each form has of its own.
 */
export function carried(law, into, from, values, bound = []) {
  const groups = (id) => law.forms.find((form) => form.id === id).groups;
  const shared = (id) => groups(id).filter(({ own }) => !own).flatMap(({ fields }) => fields);
  const same = (field) => shared(from).some((at) => at.id === field.id && at.label.vi === field.label.vi);
  const known = shared(into).filter((field) => same(field) || bound.includes(field.id)).map(({ id }) => id);
  return known.filter((id) => values[id] !== undefined);
}

/** The values without those of these fields. */
export function without(values, fields) {
  return Object.fromEntries(Object.entries(values).filter(([field]) => !fields.includes(field)));
}
