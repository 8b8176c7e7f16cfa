import type { Section } from "./sections";

/**
 * Writes what the sections say as if they ran one after the other: the first unfinished one as it speaks, the others
 * when it is their turn.
 */
export class OrderedOutput {
  private readonly held = new Map<string, string[]>();
  private readonly finished = new Set<string>();
  private readonly order: string[];

  constructor(
    sections: readonly Section[],
    private readonly write: (text: string) => void,
  ) {
    this.order = sections.map(({ id }) => id);
  }

  say({ id }: Section, line: string): void {
    if (this.order[0] === id) this.write(`${line}\n`);
    else this.held.set(id, [...(this.held.get(id) ?? []), line]);
  }

  end({ id }: Section): void {
    this.finished.add(id);
    while (this.order[0] !== undefined && this.finished.has(this.order[0])) {
      this.order.shift();
      this.tell(this.order[0]);
    }
  }

  /** Writes what was held back of sections whose turn never came. */
  flush(): void {
    for (const id of this.order.splice(0)) this.tell(id);
  }

  private tell(id: string | undefined): void {
    for (const line of this.held.get(id ?? "") ?? []) this.write(`${line}\n`);
    this.held.delete(id ?? "");
  }
}
