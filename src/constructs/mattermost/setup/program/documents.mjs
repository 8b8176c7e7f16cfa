import { randomInt } from "node:crypto";
import { merge, same, touches, withLookups, withSecrets } from "./merge.mjs";

/** One document: read, merged, written when that changed it, and the requests that follow a change. */
export async function applyDocument(step, context) {
  const { api, memory, place, say } = context;
  const wanted = await withLookups(step.merge, api);
  const outcome = await merged(step, wanted, context);
  const calls = (step.whenChanged ?? []).map(({ call }) => call);
  const due = calls
    .map((_, index) => index)
    .filter((index) => touches(outcome.changed, step.whenChanged[index].paths));
  const owed = [...new Set([...memory.owed(place), ...due])];
  // Written down first: when the program dies after the change, the next run still owes the request.
  await memory.owe(place, owed);
  if (outcome.changed.length > 0) {
    await api(step.write.method, step.write.path, outcome.value);
    say(`changed ${outcome.changed.join(", ")}`);
  }
  await memory.remember(outcome.written.map(({ path, value }) => ({ place: `${place}/${path}`, value })));
  await giveIds(step, wanted, context);
  for (const index of owed) {
    if (!calls[index]) continue;
    const { method, path } = calls[index];
    await api(method, path, await bodyOf(calls[index], context));
    say(`${method} ${path}`);
  }
  await memory.owe(place, []);
}

/** Objects of one kind, found by a field: missing ones are made, differing ones updated. */
export async function applyCollection(step, { api, memory, place, secretOf, say }) {
  const answer = await api("GET", step.list);
  const there = (step.at === undefined ? answer : answer?.[step.at]) ?? [];
  for (const declared of step.items) {
    const item = await withLookups(declared, api);
    const name = String(item[step.key]);
    const old = there.find((each) => same(each[step.key], item[step.key]));
    const outcome = merge(old ?? {}, item, {
      secretOf,
      isNew: (path, value) => memory.isNew(`${place}/${name}/${path}`, value),
    });
    if (!old)
      await api(step.create.method, step.create.path, {
        ...outcome.value,
        ...renamed(step.create.also, item),
      });
    else if (outcome.changed.length > 0)
      await api(step.update.method, filled(step.update.path, old), outcome.value);
    if (!old || outcome.changed.length > 0) say(`${old ? "changed" : "made"} ${name}`);
    await memory.remember(
      outcome.written.map(({ path, value }) => ({ place: `${place}/${name}/${path}`, value })),
    );
  }
}

async function merged(step, wanted, { api, memory, place, secretOf }) {
  const there = await api("GET", step.read);
  return merge(there ?? {}, wanted, {
    lists: step.lists,
    secretOf,
    isNew: (path, value) => memory.isNew(`${place}/${path}`, value),
  });
}

/** Gives an id to the items of lists that the server left without one. */
async function giveIds(step, wanted, context) {
  const fields = Object.entries(step.lists ?? {}).filter(([, { id }]) => id !== undefined);
  if (fields.length === 0) return;
  const { value } = await merged(step, wanted, context);
  let given = false;
  for (const [path, { id }] of fields) {
    const list = path.split(".").reduce((node, key) => node?.[key], value) ?? [];
    for (const item of list) {
      if (item[id]) continue;
      item[id] = randomId();
      given = true;
    }
  }
  if (given) await context.api(step.write.method, step.write.path, value);
}

async function bodyOf({ body }, { api, secretOf }) {
  return body === undefined ? undefined : withSecrets(await withLookups(body, api), secretOf);
}

function renamed(also, item) {
  return Object.fromEntries(Object.entries(also ?? {}).map(([field, from]) => [field, item[from]]));
}

function filled(path, object) {
  return path.replace(/\{(\w+)\}/g, (_, field) => encodeURIComponent(String(object[field])));
}

function randomId() {
  const letters = "abcdefghijklmnopqrstuvwxyz0123456789";
  return Array.from({ length: 26 }, () => letters[randomInt(letters.length)]).join("");
}
