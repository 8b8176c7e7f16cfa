import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { M365_PROBLEMS } from "../constructs/m365/problems";
import type * as packages from "../constructs/m365/teams-package";
import { problem } from "../errors/catalogue";
import { isProblemError, ProblemError } from "../errors/problem";
import type { Site } from "../site/site";
import type { SiteTeamsApp } from "../site/site-microsoft365";
import { teamsAppOf } from "./services/microsoft365";

/** Folder of the packages in the output. */
const FOLDER = "teams";

/**
 * Writes the app of each site that is shown inside Microsoft 365: `teams/<site>.zip`, for the tenant's catalogue.
 * @throws ProblemError when an icon or a text can't be used
 */
export function writeTeamsPackages(sites: readonly Site[], outDirectory: string): void {
  for (const site of sites) {
    const bytes = teamsPackageOf(site);
    if (bytes === undefined) continue;
    mkdirSync(join(outDirectory, FOLDER), { recursive: true });
    writeFileSync(join(outDirectory, FOLDER, `${site.name}.zip`), bytes);
  }
}

/** The package of a site; undefined before its application in Entra ID exists. */
function teamsPackageOf(site: Site): Uint8Array | undefined {
  const teamsApp = teamsAppOf(site);
  if (site.microsoft365 === undefined || teamsApp === undefined) return undefined;
  const { app } = site.microsoft365;
  const { developer, fullDescription, shortDescription } = app;
  try {
    return renderer()({ ...teamsApp, developer, fullDescription, shortDescription, icons: iconsOf(app) });
  } catch (error) {
    if (!isProblemError(error)) throw error;
    throw new ProblemError(
      error.problems.map((each) => ({ ...each, path: `microsoft365.app.${each.path}` })),
    );
  }
}

function iconsOf({ icons: { color, outline } }: SiteTeamsApp) {
  return { color: iconAt("icons.color", color), outline: iconAt("icons.outline", outline) };
}

function iconAt(path: string, file: string | undefined): Uint8Array | undefined {
  if (file === undefined) return undefined;
  try {
    return readFileSync(file);
  } catch {
    throw new ProblemError([
      problem(M365_PROBLEMS.icon, {
        path,
        message: `"${file}" can't be read`,
        expected: "a PNG file",
      }),
    ]);
  }
}

/** The compressor is not loaded for a site without a package. */
function renderer(): typeof packages.renderTeamsPackage {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return (require("../constructs/m365/teams-package") as typeof packages).renderTeamsPackage;
}
