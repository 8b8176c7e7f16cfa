import { openSites } from "../site/open";
import { mayBuild, type OpenSites } from "../site/opening";
import { EXIT, type ExitCode } from "./exit-code";
import { showOpened, type ShowOptions } from "./show";
import { progressOn, type Terminal } from "./terminal";

/** `holdfast check`: says everything that is wrong with the sites and writes nothing. */
export function check(
  targets: readonly string[],
  options: ShowOptions,
  terminal: Terminal,
  open: OpenSites = openSites,
): ExitCode {
  const opened = open(targets, { onProgress: progressOn(terminal, "checked") });
  showOpened(opened, terminal, options);
  return mayBuild(opened.problems) ? EXIT.fine : EXIT.problems;
}
