import { strToU8, zipSync } from "fflate";
import { problem } from "../../errors/catalogue";
import { ProblemError, type Problem } from "../../errors/problem";
import { pngSize } from "./png";
import { M365_PROBLEMS } from "./problems";
import { colorIcon, ICON_SIZES, outlineIcon } from "./teams-icons";
import { renderTeamsManifest, TEAMS_ICONS, type TeamsManifestProps } from "./teams-manifest";

export interface TeamsPackageProps extends TeamsManifestProps {
  /**
   * Icons of your own, PNG: 192 by 192 pixels in colour, 32 by 32 pixels white on transparent.
   * @default - a bubble with three dots
   */
  readonly icons?: { readonly color?: Uint8Array; readonly outline?: Uint8Array };
}

/**
 * The app as a zip that an administrator uploads to the catalogue of the tenant: manifest and icons. The same
 * properties give the same bytes. Throws when a property or an icon is wrong.
 */
export function renderTeamsPackage(props: TeamsPackageProps): Uint8Array {
  const color = props.icons?.color ?? colorIcon();
  const outline = props.icons?.outline ?? outlineIcon();
  const problems = [
    ...iconProblems("icons.color", color, ICON_SIZES.color),
    ...iconProblems("icons.outline", outline, ICON_SIZES.outline),
  ];
  if (problems.length > 0) throw new ProblemError(problems);
  return zipSync(
    {
      "manifest.json": strToU8(renderTeamsManifest(props)),
      // Compressed already.
      [TEAMS_ICONS.color]: [color, { level: 0 }],
      [TEAMS_ICONS.outline]: [outline, { level: 0 }],
    },
    // The oldest moment that a zip can name: the time of day must not reach the file.
    { level: 9, mtime: new Date(1980, 0, 1) },
  );
}

function iconProblems(path: string, bytes: Uint8Array, side: number): readonly Problem[] {
  const size = pngSize(bytes);
  if (size?.width === side && size.height === side) return [];
  return [
    problem(M365_PROBLEMS.icon, {
      path,
      message: size ? `${path} has ${size.width} by ${size.height} pixels` : `${path} is no PNG`,
      expected: `a PNG of ${side} by ${side} pixels`,
    }),
  ];
}
