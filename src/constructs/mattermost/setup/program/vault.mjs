import { createHash } from "node:crypto";
import { client, patiently } from "./http.mjs";

const PATIENCE = { seconds: 60 };

/**
 * Kubernetes Secrets that the program may read and write: each is made empty by the deployment, and the program's role
 * names them one by one.
 */
export function vault({ api, namespace, token }) {
  const call = client({ base: api, token });
  const pathOf = (name) => `/api/v1/namespaces/${namespace}/secrets/${name}`;
  const known = new Map();
  const load = async (name) => {
    if (!known.has(name)) {
      const { data = {} } = await patiently(() => call("GET", pathOf(name)), PATIENCE);
      const texts = Object.entries(data).map(([key, value]) => [
        key,
        Buffer.from(value ?? "", "base64").toString(),
      ]);
      known.set(name, new Map(texts));
    }
    return known.get(name);
  };
  return {
    async read(name, key) {
      return (await load(name)).get(key);
    },
    /** Writes what differs; the values never appear anywhere else. */
    async write(name, values) {
      const there = await load(name);
      const differing = Object.entries(values).filter(([key, value]) => there.get(key) !== value);
      if (differing.length === 0) return false;
      const data = Object.fromEntries(
        differing.map(([key, value]) => [key, Buffer.from(value).toString("base64")]),
      );
      const headers = { "content-type": "application/merge-patch+json" };
      await patiently(() => call("PATCH", pathOf(name), { data }, headers), PATIENCE);
      for (const [key, value] of differing) there.set(key, value);
      return true;
    },
  };
}

/**
 * What the program remembers between runs: fingerprints of secrets it wrote, requests it still owes, and what it made,
 * by the step that asked for it.
 */
export async function memory(vaultOf, secret) {
  const text = await vaultOf.read(secret, "memory.json");
  const state = text ? JSON.parse(text) : { fingerprints: {}, owed: {}, made: {} };
  const save = () => vaultOf.write(secret, { "memory.json": JSON.stringify(state) });
  const fingerprint = (place, value) => createHash("sha256").update(`${place}\n${value}`).digest("hex");
  return {
    isNew: (place, value) => state.fingerprints[place] !== fingerprint(place, value),
    made: (place) => state.made[place]?.id,
    /** @param removal the request that undoes it, when nobody asks for it any more */
    async rememberMade(place, id, removal) {
      state.made[place] = { id, removal };
      await save();
    },
    /** What was made for steps that are no more. */
    abandoned: (places) => Object.entries(state.made).filter(([place]) => !places.includes(place)),
    async forget(place) {
      delete state.made[place];
      await save();
    },
    async remember(written) {
      if (written.length === 0) return;
      for (const { place, value } of written) state.fingerprints[place] = fingerprint(place, value);
      await save();
    },
    owed: (step) => state.owed[step] ?? [],
    async owe(step, indices) {
      if (indices.length === 0 && !state.owed[step]) return;
      if (indices.length > 0) state.owed[step] = indices;
      else delete state.owed[step];
      await save();
    },
  };
}
