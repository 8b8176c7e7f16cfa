import { siteJsonSchema } from "../site/json-schema";
import { EXIT, type ExitCode } from "./exit-code";
import type { Terminal } from "./terminal";

/** `holdfast schema`: prints the JSON Schema of the site file. */
export function schema(terminal: Terminal): ExitCode {
  terminal.out(schemaText());
  return EXIT.fine;
}

/** The JSON Schema as it is written to a file. */
export function schemaText(): string {
  return `${JSON.stringify(siteJsonSchema(), null, 2)}\n`;
}
