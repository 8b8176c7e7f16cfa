import { existsSync } from "node:fs";
import { join } from "node:path";
import { CACHE } from "./cache";
import { Unavailable } from "./skip";

/** Release that the checks were written for. */
const VERSION = "11.10.0";

/** What the server reads beside its program, from the folder that it starts in. */
export const SERVER_FOLDERS = ["i18n", "templates", "fonts"] as const;

/** A ready server's folder, laid out as the release archive is; named by `HOLDFAST_MATTERMOST_SERVER`. */
export interface MattermostFolder {
  readonly folder: string;
  readonly program: string;
}

/** The real Mattermost server. It is taken, never made: a machine without it skips what needs it. */
export function mattermostServer(): MattermostFolder {
  const folder = process.env.HOLDFAST_MATTERMOST_SERVER ?? join(CACHE, "mattermost-server", VERSION);
  const program = join("bin", "mattermost");
  const missing = [program, ...SERVER_FOLDERS, join("client", "root.html")].filter(
    (name) => !existsSync(join(folder, name)),
  );
  if (missing.length > 0) {
    throw new Unavailable(
      `no folder of the Mattermost server ${VERSION} here (HOLDFAST_MATTERMOST_SERVER): ${missing.join(", ")} missing`,
    );
  }
  return { folder, program: join(folder, program) };
}
