import { spawn } from "node:child_process";
import { join, resolve } from "node:path";

/** Folder of the setup's program. */
export const SETUP_FOLDER = resolve(__dirname, "../../src/constructs/mattermost/setup/program");

/** Where the program finds what its pod would have: below `folder`, and the Kubernetes API at `kubernetes`. */
export interface SetupPlace {
  /** Holds plan.json, secrets/, token and socket. */
  readonly folder: string;
  readonly kubernetes: string;
  readonly patienceSeconds?: string;
}

/** Runs the setup's program as it is; gives its exit code and everything it said. */
export async function runSetup({ folder, kubernetes, patienceSeconds = "20" }: SetupPlace) {
  const child = spawn(process.execPath, [join(SETUP_FOLDER, "main.mjs")], {
    env: {
      PLAN: join(folder, "plan.json"),
      SECRETS: join(folder, "secrets"),
      SOCKET: join(folder, "socket"),
      KUBERNETES_API: kubernetes,
      KUBERNETES_TOKEN: join(folder, "token"),
      PATIENCE_SECONDS: patienceSeconds,
    },
  });
  const output: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => output.push(String(text)));
  const code = await new Promise<number | null>((ended) => child.on("close", ended));
  return { code, output: output.join("") };
}
