import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import { openSites } from "../../../../src/site/open";
import { mayBuild } from "../../../../src/site/opening";
import type { Site } from "../../../../src/site/site";
import { synthSites } from "../../../../src/stacks/synth";

/** What a person may write in a site file, as far as the tests write it. */
export type SiteOverlay = Readonly<Record<string, unknown>>;

/**
 * A site of the product, opened and synthesized as the command line does it. Each change is one more file that
 * `extends` the one before.
 */
export class SynthesizedSite {
  readonly out: string;
  private files: readonly string[];
  private opened: Site | undefined;

  /** @param base the site file that the overlays extend */
  constructor(
    private readonly folder: string,
    base: string,
  ) {
    mkdirSync(folder, { recursive: true });
    this.files = [base];
    this.out = join(folder, "cdktf.out");
  }

  /** The site as it was synthesized last. */
  get site(): Site {
    if (this.opened === undefined) throw new Error("the site was not synthesized yet");
    return this.opened;
  }

  /** Lays a file over the last one and synthesizes; what `terraform init` left survives. */
  change(overlay: SiteOverlay): void {
    const file = join(this.folder, `site-${this.files.length}.yaml`);
    writeFileSync(file, stringify({ extends: this.files.at(-1), ...overlay }));
    this.files = [...this.files, file];
    this.synth();
  }

  /** Takes the last change back. */
  revert(): void {
    this.files = this.files.slice(0, -1);
    this.synth();
  }

  /** Folders of the stacks, in the order of `manifest.json`. */
  stacks(): readonly string[] {
    return stacksInOrder(this.out);
  }

  private synth(): void {
    const { sites, problems } = openSites([this.files.at(-1)!]);
    const [opened] = sites;
    if (!mayBuild(problems) || opened === undefined) {
      throw new Error(
        `the site has errors: ${problems.map(({ code, message }) => `${code} ${message}`).join("; ")}`,
      );
    }
    synthSites([opened.site], this.out);
    this.opened = opened.site;
  }
}

interface Manifest {
  readonly stacks: Readonly<
    Record<string, { readonly dependencies: readonly string[]; readonly workingDirectory: string }>
  >;
}

/** Stack folders of an output folder; a stack comes after what it depends on. */
export function stacksInOrder(out: string): readonly string[] {
  const { stacks } = JSON.parse(readFileSync(join(out, "manifest.json"), "utf8")) as Manifest;
  const ordered = new Set<string>();
  const visit = (name: string): void => {
    for (const before of stacks[name]?.dependencies ?? []) visit(before);
    ordered.add(name);
  };
  for (const name of Object.keys(stacks).sort()) visit(name);
  return [...ordered].map((name) => join(out, stacks[name]!.workingDirectory));
}
