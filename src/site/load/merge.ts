import { childOf, type Sourced, type SourcedEntry, type SourcedMap } from "./sourced";

/**
 * Lays an override over its base. Sections merge key by key, lists and values replace, null removes (it stays as a
 * null with the place that removed it). A section whose `kind` differs replaces the whole section of the base.
 */
export function merge(base: SourcedMap, override: SourcedMap): SourcedMap {
  const entries = new Map<string, SourcedEntry>(base.entries);
  for (const [key, entry] of override.entries) {
    const inherited = entries.get(key);
    entries.set(key, inherited ? { key: entry.key, value: mergeValue(inherited.value, entry.value) } : entry);
  }
  return { kind: "map", place: override.place, entries };
}

function mergeValue(base: Sourced, override: Sourced): Sourced {
  if (base.kind !== "map" || override.kind !== "map" || changesKind(base, override)) return override;
  return merge(base, override);
}

function changesKind(base: SourcedMap, override: SourcedMap): boolean {
  const before = childOf(base, "kind")?.value;
  const after = childOf(override, "kind")?.value;
  return before?.kind === "scalar" && after?.kind === "scalar" && before.value !== after.value;
}
