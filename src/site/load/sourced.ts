/** A place in a file; line and column count from 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

export interface SourcedScalar {
  readonly kind: "scalar";
  readonly place: Place;
  readonly value: string | number | boolean | null;
}

export interface SourcedList {
  readonly kind: "list";
  readonly place: Place;
  readonly items: readonly Sourced[];
}

export interface SourcedEntry {
  /** Where the key stands. */
  readonly key: Place;
  readonly value: Sourced;
}

export interface SourcedMap {
  readonly kind: "map";
  readonly place: Place;
  readonly entries: ReadonlyMap<string, SourcedEntry>;
}

/** A value that remembers the file and place it came from. */
export type Sourced = SourcedScalar | SourcedList | SourcedMap;

export type Segment = string | number;

/** The plain value. A key set to null is left out: null means "not set". */
export function plainValue(node: Sourced): unknown {
  switch (node.kind) {
    case "scalar":
      return node.value;
    case "list":
      return node.items.map(plainValue);
    case "map":
      return Object.fromEntries(
        [...node.entries]
          .filter(([, entry]) => !isNull(entry.value))
          .map(([key, entry]) => [key, plainValue(entry.value)]),
      );
  }
}

export function isNull(node: Sourced): boolean {
  return node.kind === "scalar" && node.value === null;
}

/** The child under a key or index, with the place of its key (or of the item itself in a list). */
export function childOf(node: Sourced, segment: Segment): SourcedEntry | undefined {
  if (node.kind === "map") return node.entries.get(String(segment));
  const item = node.kind === "list" ? node.items[Number(segment)] : undefined;
  return item && { key: item.place, value: item };
}

/** The value at a path. */
export function valueAt(root: Sourced, path: readonly Segment[]): Sourced | undefined {
  let node: Sourced | undefined = root;
  for (const segment of path) node = node && childOf(node, segment)?.value;
  return node;
}

/** Every value below and including the node, with its path. */
export function* walk(
  node: Sourced,
  path: readonly Segment[] = [],
): Generator<readonly [readonly Segment[], Sourced]> {
  yield [path, node];
  if (node.kind === "map") for (const [key, entry] of node.entries) yield* walk(entry.value, [...path, key]);
  if (node.kind === "list")
    for (const [index, item] of node.items.entries()) yield* walk(item, [...path, index]);
}

/** `["accept", 0, "code"]` as `accept[0].code`. */
export function formatPath(path: readonly Segment[]): string {
  return path
    .map((segment, index) =>
      typeof segment === "number" ? `[${segment}]` : index === 0 ? segment : `.${segment}`,
    )
    .join("");
}
