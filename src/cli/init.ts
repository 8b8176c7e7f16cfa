import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { problem } from "../errors/catalogue";
import type { Problem } from "../errors/problem";
import { errorCode } from "../site/load/files";
import { EXIT, type ExitCode } from "./exit-code";
import { COMMAND_PROBLEMS } from "./problems";
import { schemaText } from "./schema";
import { showProblems } from "./show";
import { siteTemplate } from "./site-template";
import type { Terminal } from "./terminal";
import { makeFolder, notWritable } from "./write";

/** `holdfast init`: writes a site file to start from, and its schema for the editor. Overwrites nothing. */
export function init(directory: string, terminal: Terminal): ExitCode {
  const site = join(directory, "site.yaml");
  const schema = join(directory, "site.schema.json");
  const failure = makeFolder(directory) ?? writeNew(site, siteTemplate()) ?? writeNew(schema, schemaText());
  if (failure) {
    showProblems([failure], terminal);
    return EXIT.problems;
  }
  terminal.out(
    `wrote ${site} and ${schema}\nnext: set what is yours in it, then \`holdfast check ${site}\`\n`,
  );
  return EXIT.fine;
}

function writeNew(file: string, text: string): Problem | undefined {
  try {
    writeFileSync(file, text, { flag: "wx" });
    return undefined;
  } catch (error) {
    if (errorCode(error) !== "EEXIST") return notWritable(file, error);
    return problem(COMMAND_PROBLEMS.exists, {
      path: "",
      message: `"${file}" is already there`,
      expected: "a folder without a site",
      file,
      line: 1,
      column: 1,
    });
  }
}
