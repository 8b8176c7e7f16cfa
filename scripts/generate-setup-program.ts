import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const SETUP = join(__dirname, "..", "src", "constructs", "mattermost", "setup");

/** Puts the setup's program, which runs in a pod of its own, into a module: the package ships compiled files only. */
const files = readdirSync(join(SETUP, "program")).sort();
const entries = files.map(
  (file) =>
    `  ${JSON.stringify(file)}: ${JSON.stringify(readFileSync(join(SETUP, "program", file), "utf8"))},\n`,
);
writeFileSync(
  join(SETUP, "program.generated.ts"),
  `// Generated from program/ (npx tsx scripts/generate-setup-program.ts).

/** The program of the setup, file by file. */
export const SETUP_PROGRAM: Readonly<Record<string, string>> = {
${entries.join("")}};
`,
);
