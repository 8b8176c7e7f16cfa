// One folder for whatever the tests and cdktf leave behind in the temporary folder: made before all, gone after all.
const { mkdtempSync, rmSync } = require("node:fs");
const { tmpdir } = require("node:os");
const { join } = require("node:path");

module.exports = () => {
  const folder = mkdtempSync(join(tmpdir(), "holdfast-unit-"));
  process.env.TMPDIR = folder;
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
};
