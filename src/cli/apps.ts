import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { isProblemError, type Problem } from "../errors/problem";
import { openSites } from "../site/open";
import { mayBuild } from "../site/opening";
import { managedAppFiles } from "../stacks/managed-apps";
import { EXIT, type ExitCode } from "./exit-code";
import { oneLine, plural } from "./report";
import { showOpened, showProblems } from "./show";
import type { Terminal } from "./terminal";
import { makeFolder, notWritable } from "./write";

/** `holdfast apps`: writes what device management hands out with the desktop and mobile apps. */
export function apps(file: string, directory: string, terminal: Terminal): ExitCode {
  const opened = openSites([file]);
  const [site] = opened.sites;
  if (!mayBuild(opened.problems) || site === undefined) {
    showOpened(opened, terminal, {});
    return EXIT.problems;
  }
  if (opened.sites.length > 1) {
    const count = plural(opened.sites.length, "site");
    terminal.err(`error: ${oneLine(file)} holds ${count}; name the file of one\n`);
    return EXIT.misuse;
  }
  try {
    const files = managedAppFiles(site.site);
    const failure = makeFolder(directory) ?? writeAll(directory, files);
    if (failure) return refuse([failure], terminal);
    terminal.out(
      `wrote ${Object.keys(files).join(", ")} to ${directory}\nthe desktop app on Linux reads no policy\n`,
    );
    return EXIT.fine;
  } catch (error) {
    if (!isProblemError(error)) throw error;
    return refuse(error.problems, terminal);
  }
}

function writeAll(directory: string, files: Readonly<Record<string, string>>): Problem | undefined {
  for (const [name, text] of Object.entries(files)) {
    const path = join(directory, name);
    try {
      writeFileSync(path, text);
    } catch (error) {
      return notWritable(path, error);
    }
  }
  return undefined;
}

function refuse(problems: readonly Problem[], terminal: Terminal): ExitCode {
  showProblems(problems, terminal);
  return EXIT.problems;
}
