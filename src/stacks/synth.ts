import { resolve } from "node:path";
import type { Site } from "../site/site";
import { buildApp } from "./build-app";
import { replaceFolder } from "./output-folder";
import { refuseReplacements } from "./replacements";
import { writeTeamsPackages } from "./teams-package";

/**
 * Synthesizes the stacks of all sites into one folder, as `cdktf synth` lays it out: `manifest.json` and
 * `stacks/<name>/cdk.tf.json`; `teams/<site>.zip` where Microsoft 365 shows Mattermost. The folder is replaced whole or not at all.
 * @throws ProblemError when the folder can't be used, a construct refuses, or data of the last output would be lost
 */
export function synthSites(sites: readonly Site[], outDirectory: string): void {
  const target = resolve(outDirectory);
  replaceFolder(target, (folder) => {
    buildApp(sites, { writeTo: folder, outDirectory: target }).synth();
    refuseReplacements(target, folder);
    writeTeamsPackages(sites, folder);
  });
}
