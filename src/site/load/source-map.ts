import type { Place, Sourced, SourcedMap } from "./sourced";

/** Finds the file, line and column that a path of the site came from. */
export class SourceMap {
  public constructor(private readonly root: SourcedMap) {}

  /**
   * Place of the value at a path such as `database.instances`, `accept[0].code` or `accept.0.code`: a plain value
   * itself, or the key of a section. Where the path is not in the file, the place of the nearest section around it.
   */
  public locate(path: string): Place {
    let node: Sourced = this.root;
    let place = node.place;
    let rest = path.replace(/\[(\d+)\]/g, ".$1");
    while (rest !== "") {
      const step = stepInto(node, rest);
      if (!step) return place;
      node = step.node;
      place = node.kind === "scalar" && node.value !== null ? node.place : step.key;
      rest = step.rest;
    }
    return place;
  }
}

interface Step {
  readonly node: Sourced;
  readonly key: Place;
  readonly rest: string;
}

/** The longest key that begins the path: label keys hold dots themselves. */
function stepInto(node: Sourced, path: string): Step | undefined {
  if (node.kind === "scalar") return undefined;
  const parts = path.replace(/^\./, "").split(".");
  for (let length = node.kind === "map" ? parts.length : 1; length > 0; length -= 1) {
    const name = parts.slice(0, length).join(".");
    const rest = parts.slice(length).join(".");
    if (node.kind === "map") {
      const entry = node.entries.get(name);
      if (entry) return { node: entry.value, key: entry.key, rest };
    } else {
      const item = /^\d+$/.test(name) ? node.items[Number(name)] : undefined;
      if (item) return { node: item, key: item.place, rest };
    }
  }
  return undefined;
}
