/** Texts that a server shows instead of a secret. */
const MASK = /^(\*{4,}|•{4,})$/;

const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const isReference = (value) => isObject(value) && typeof value.$secret === "string";

const isEmpty = (value) => ["", false, 0].includes(value) || (Array.isArray(value) && value.length === 0);

export const isMasked = (value) => typeof value === "string" && MASK.test(value);

/** Puts the values of secrets where their references stand. */
export function withSecrets(value, secretOf) {
  if (isReference(value)) return secretOf(value.$secret);
  if (Array.isArray(value)) return value.map((each) => withSecrets(each, secretOf));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, withSecrets(each, secretOf)]));
}

/** Puts what is found at the servers where the references stand. */
export async function withLookups(value, api) {
  if (Array.isArray(value)) return Promise.all(value.map((each) => withLookups(each, api)));
  if (!isObject(value)) return value;
  if (isObject(value.$lookup)) return lookUp(value.$lookup, api);
  const entries = Object.entries(value).map(async ([key, each]) => [key, await withLookups(each, api)]);
  return Object.fromEntries(await Promise.all(entries));
}

async function lookUp({ list, at, where, field }, api) {
  const answer = await api("GET", list);
  const found = at === undefined ? answer : answer?.[at];
  const object = where ? (found ?? []).find((each) => same(each[where.key], where.value)) : found;
  if (object?.[field] === undefined)
    throw new Error(`${list} has nothing${where ? ` whose ${where.key} is ${where.value}` : ""}`);
  return object[field];
}

/**
 * What is there, with what is wanted put into it, and the dotted paths that differ.
 *
 * @param isNew whether a secret that the server masks is another one than was written last: (path, value) => boolean
 */
export function merge(there, wanted, { lists = {}, secretOf, isNew }) {
  const changed = [];
  const written = [];
  const put = (path, before, after) => {
    if (isReference(after)) {
      const value = secretOf(after.$secret);
      written.push({ path, value });
      if (isMasked(before) && !isNew(path, value)) return before;
      if (before !== value) changed.push(path);
      return value;
    }
    if (isObject(after)) return putObject(path, isObject(before) ? before : undefined, after);
    if (Array.isArray(after) && lists[path]) return putList(path, before ?? [], after, lists[path]);
    if (Array.isArray(after)) return putPlain(path, before, withSecrets(after, secretOf));
    return putPlain(path, before, after);
  };
  const putPlain = (path, before, after) => {
    // Servers leave empty values out of what they show, or show null: no difference, or each run would write again.
    if (!same(before, after) && !(before == null && isEmpty(after))) changed.push(path);
    return after;
  };
  const putObject = (path, before, after) => {
    const result = { ...before };
    for (const [key, value] of Object.entries(after))
      result[key] = put(join(path, key), before?.[key], value);
    return result;
  };
  const putList = (path, before, after, { key, others = "keep" }) => {
    const items = after.map((item) => {
      const old = before.find((each) => each?.[key] === item[key]);
      return put(join(path, String(item[key])), old, item);
    });
    const known = new Set(after.map((item) => item[key]));
    const rest = before.filter((each) => !known.has(each?.[key]));
    if (others === "remove") {
      if (rest.length > 0) changed.push(path);
      return items;
    }
    // In the place where they stood, new ones last: an order that changes would be a change each time.
    const byKey = new Map(items.map((item) => [item[key], item]));
    const kept = before.map((each) => byKey.get(each?.[key]) ?? each);
    const there = new Set(before.map((each) => each?.[key]));
    return [...kept, ...items.filter((item) => !there.has(item[key]))];
  };
  return { value: put("", there, wanted), changed, written };
}

/** Whether a change touched a path, something below it or something above it. */
export function touches(changed, paths) {
  return changed.some((each) =>
    paths.some((path) => each === path || each.startsWith(`${path}.`) || path.startsWith(`${each}.`)),
  );
}

/** Equal as JSON, whatever the order of keys. */
export function same(a, b) {
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((x, i) => same(x, b[i]));
  if (isObject(a) && isObject(b)) {
    const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
    return [...keys].every((key) => same(a[key], b[key]));
  }
  return a === b;
}

function join(path, key) {
  return path === "" ? key : `${path}.${key}`;
}
