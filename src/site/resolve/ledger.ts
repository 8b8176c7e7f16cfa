import type { Default } from "../defaults";
import type { Sized } from "../sizing/sized";
import type { Decision } from "../site";

/** Takes down a decision for every value while a site is resolved. One ledger serves one site. */
export class Ledger {
  private readonly entries: Decision[] = [];

  public get decisions(): readonly Decision[] {
    return [...this.entries];
  }

  /** A value that only a person can give. */
  public written<T>(path: string, value: T): T {
    return this.note({ path, value, by: "site", reason: "written in the site file" });
  }

  /** A person's value, or a fixed default. */
  public chosen<T>(path: string, written: T | undefined, otherwise: Default<T>): T {
    if (written === undefined) return this.note({ path, by: "default", ...otherwise });
    const reason = `written in the site file; the default is ${text(otherwise.value)}`;
    return this.note({ path, value: written, by: "site", reason });
  }

  /** A person's value, or a computed one. */
  public sized<T>(path: string, written: T | undefined, size: Sized<T>): T {
    if (written === undefined) return this.note({ path, by: "sized", ...size });
    const reason = `written in the site file; sizing gives ${text(size.value)}: ${size.reason}`;
    return this.note({ path, value: written, by: "site", reason });
  }

  /** A person's value, or none. */
  public optional<T>(path: string, written: T | undefined, absence: string): T | undefined {
    if (written !== undefined) return this.written(path, written);
    this.absent(path, absence);
    return undefined;
  }

  /** Nothing, because a person wrote nothing. */
  public absent(path: string, absence: string): void {
    this.note({ path, value: undefined, by: "default", reason: `not set: ${absence}` });
  }

  /** A part that a person does not want. */
  public switchedOff(path: string): void {
    this.note({ path, value: undefined, by: "site", reason: "switched off in the site file" });
  }

  private note<T>(decision: Decision & { readonly value: T }): T {
    this.entries.push(decision);
    return decision.value;
  }
}

function text(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
