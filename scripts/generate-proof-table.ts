import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { PartRecord } from "../test/e2e/results";
import { proofTable, withProofTable } from "./proof-table";

const ROOT = join(__dirname, "..");
const README = join(ROOT, "README.md");

/** Writes the README's table from the results of the last end-to-end run. */
const records = JSON.parse(
  readFileSync(join(ROOT, "test/e2e/results.json"), "utf8"),
) as readonly PartRecord[];
writeFileSync(README, withProofTable(readFileSync(README, "utf8"), proofTable(records)));
