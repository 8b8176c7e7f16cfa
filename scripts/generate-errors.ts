import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { PROBLEM_GROUPS } from "../src/errors/all";
import { documentProblems } from "../src/errors/document";

/** Writes docs/errors.md from the catalogue of problems. */
writeFileSync(join(__dirname, "..", "docs", "errors.md"), documentProblems(PROBLEM_GROUPS));
