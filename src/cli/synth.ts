import { isProblemError } from "../errors/problem";
import { openSites } from "../site/open";
import { mayBuild, type OpenedSites, type OpenSites } from "../site/opening";
import type { Site } from "../site/site";
import { EXIT, type ExitCode } from "./exit-code";
import { plural } from "./report";
import { showOpened, type ShowOptions } from "./show";
import { progressOn, type Terminal } from "./terminal";

export interface SynthOptions extends ShowOptions {
  /** Folder that is written. */
  readonly out: string;
}

/** Writes the Terraform of the sites; throws a ProblemError when it can't. */
export type SynthSites = (sites: readonly Site[], outDirectory: string) => void | Promise<void>;

/** What the command is made of; tests put their own in. */
export interface SynthParts {
  readonly open: OpenSites;
  readonly loadSynth: () => Promise<SynthSites>;
}

/** The stacks load cdktf, so they are loaded only when there is something to build. */
const PARTS: SynthParts = {
  open: openSites,
  loadSynth: async () => (await import("../stacks/synth.js")).synthSites,
};

/** `holdfast synth`: checks the sites, and when none has an error writes their Terraform. */
export async function synth(
  targets: readonly string[],
  options: SynthOptions,
  terminal: Terminal,
  parts: SynthParts = PARTS,
): Promise<ExitCode> {
  const opened = parts.open(targets, { onProgress: progressOn(terminal, "checked") });
  if (!mayBuild(opened.problems)) {
    showOpened(opened, terminal, options);
    return EXIT.problems;
  }
  const count = plural(opened.sites.length, "site");
  if (opened.sites.length > 1) terminal.err(`synthesizing ${count} into ${options.out}\n`);
  const built = await build(opened, options.out, parts);
  showOpened(built, terminal, options);
  if (!mayBuild(built.problems)) return EXIT.problems;
  if (options.json !== true) terminal.out(`wrote ${count} to ${options.out}\n`);
  return EXIT.fine;
}

/** Builds the sites; what the constructs or the output refuse joins the problems. */
async function build(opened: OpenedSites, out: string, { loadSynth }: SynthParts): Promise<OpenedSites> {
  const synthSites = await loadSynth();
  try {
    await synthSites(
      opened.sites.map(({ site }) => site),
      out,
    );
    return opened;
  } catch (error) {
    if (!isProblemError(error)) throw error;
    return { ...opened, problems: [...opened.problems, ...error.problems] };
  }
}
