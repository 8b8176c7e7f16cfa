import { existsSync, readdirSync, readFileSync } from "node:fs";
import { get } from "node:https";
import { join } from "node:path";

/** Where a provider source without a host comes from. */
export const ORIGIN = "registry.terraform.io";
const ANSWER_LIMIT_MS = 5000;

export interface RequiredProvider {
  /** With its host: `registry.terraform.io/hashicorp/random`. */
  readonly source: string;
  readonly version: string;
}

interface Configuration {
  readonly terraform?: {
    readonly required_providers?: Readonly<
      Record<string, { readonly source?: string; readonly version?: string }>
    >;
  };
}

/** Terraform's filesystem mirror, packed (`terraform providers mirror`) or unpacked. */
export class ProviderMirror {
  constructor(readonly folder: string) {}

  /** The providers that the folder's `*.tf.json` files require and the mirror doesn't hold. */
  missing(configuration: string): readonly RequiredProvider[] {
    return requiredProviders(configuration).filter((provider) => !this.holds(provider));
  }

  private holds({ source, version }: RequiredProvider): boolean {
    const place = join(this.folder, source);
    if (!existsSync(place)) return false;
    const exact = /^=?\s*(\d+\.\d+\.\d+\S*)$/.exec(version)?.[1];
    // A range is Terraform's to judge: any version here will do for the look.
    return (
      exact === undefined || readdirSync(place).some((name) => name === exact || name.includes(`_${exact}_`))
    );
  }
}

export function requiredProviders(folder: string): readonly RequiredProvider[] {
  const files = readdirSync(folder).filter((name) => name.endsWith(".tf.json"));
  return files.flatMap((file) => {
    const { terraform } = JSON.parse(readFileSync(join(folder, file), "utf8")) as Configuration;
    return Object.entries(terraform?.required_providers ?? {}).map(([name, { source, version }]) => ({
      source: qualified(source ?? name),
      version: version ?? "any",
    }));
  });
}

function qualified(source: string): string {
  const parts = source.split("/");
  if (parts.length === 1) return `${ORIGIN}/hashicorp/${source}`;
  return parts.length === 2 ? `${ORIGIN}/${source}` : source;
}

/** Whether the registry is reachable from here. */
export function answers(): Promise<boolean> {
  return new Promise((resolve) => {
    const call = get(
      `https://${ORIGIN}/.well-known/terraform.json`,
      { timeout: ANSWER_LIMIT_MS },
      (answer) => {
        answer.resume();
        resolve(answer.statusCode === 200);
      },
    );
    call.on("timeout", () => call.destroy(new Error("no answer")));
    call.on("error", () => {
      resolve(false);
    });
  });
}
