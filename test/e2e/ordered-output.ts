import type { Part } from "./part";

/**
 * Writes what the parts say as if they ran one after the other: the first unfinished part as it speaks, the others
 * when it is their turn.
 */
export class OrderedOutput {
  private readonly held = new Map<string, string[]>();
  private readonly finished = new Set<string>();
  private readonly order: string[];

  constructor(
    parts: readonly Part[],
    private readonly write: (text: string) => void,
  ) {
    this.order = parts.map(({ name }) => name);
  }

  say({ name }: Part, line: string): void {
    if (this.order[0] === name) this.write(`${line}\n`);
    else this.held.set(name, [...(this.held.get(name) ?? []), line]);
  }

  end({ name }: Part): void {
    this.finished.add(name);
    while (this.order[0] !== undefined && this.finished.has(this.order[0])) {
      this.order.shift();
      this.tell(this.order[0]);
    }
  }

  /** Writes what was held back of parts whose turn never came. */
  flush(): void {
    for (const name of this.order.splice(0)) this.tell(name);
  }

  private tell(name: string | undefined): void {
    for (const line of this.held.get(name ?? "") ?? []) this.write(`${line}\n`);
    this.held.delete(name ?? "");
  }
}
