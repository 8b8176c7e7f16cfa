import { cpSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cached } from "./cache";
import { run } from "./process";
import { Unavailable } from "./skip";

/** Version of the source that the checks were written for. */
const VERSION = "11.10.0";
const BUILD_LIMIT_SECONDS = 1800;

/** What the server reads beside its program, from the folder that it starts in. */
const READ = ["i18n", "templates", "fonts"] as const;

/**
 * The real Mattermost server, open build, without plugins and without the web app. Its modules are not in the module
 * registry, so the folder `server` of a checkout is named by `HOLDFAST_MATTERMOST_SOURCE`, once.
 */
export function mattermostServer(): Promise<string> {
  return cached({
    name: "mattermost",
    version: VERSION,
    build: async (folder) => {
      const source = process.env.HOLDFAST_MATTERMOST_SOURCE ?? "";
      if (!existsSync(join(source, "cmd", "mattermost"))) {
        throw new Unavailable(
          `the source of the Mattermost server ${VERSION} is not named: HOLDFAST_MATTERMOST_SOURCE`,
        );
      }
      const flags = ["-buildvcs=false", "-trimpath", "-ldflags", "-s -w", "-o", `${folder}/`];
      await run("go", ["build", ...flags, "./cmd/mattermost"], {
        folder: source,
        environment: { CGO_ENABLED: "0" },
        limit: BUILD_LIMIT_SECONDS,
      });
      for (const name of READ) cpSync(join(source, name), join(folder, name), { recursive: true });
      mkdirSync(join(folder, "client"));
      writeFileSync(join(folder, "client", "root.html"), ROOT);
    },
  });
}

/** Stands in for the web app, which is not built. */
const ROOT = `<!DOCTYPE html><html><head><meta http-equiv="Content-Security-Policy" content="script-src 'self'"></head><body></body></html>\n`;
