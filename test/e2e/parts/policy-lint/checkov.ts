import { join } from "node:path";
import { cached, contents } from "../../toolchain/cache";
import { END_TO_END } from "../../toolchain/paths";
import { run } from "../../toolchain/process";
import { Unavailable } from "../../toolchain/skip";
import { objectName, type Finding } from "./finding";

const REQUIREMENTS = join(END_TO_END, "parts", "policy-lint", "checkov-requirements.txt");
const VERSION = /^checkov==(.+)$/m.exec(contents(REQUIREMENTS))![1]!;
const INSTALL_LIMIT_SECONDS = 600;

interface Report {
  readonly summary: { readonly parsing_errors: number; readonly resource_count: number };
  readonly results: {
    readonly failed_checks: readonly {
      readonly check_id: string;
      readonly check_name: string;
      /** `Kind.namespace.name` */
      readonly resource: string;
    }[];
  };
}

/** What checkov's Kubernetes framework says of the manifests of a folder; it has no network meanwhile. */
export async function checkov(folder: string, objects: number): Promise<readonly Finding[]> {
  const python = join(await environment(), "bin", "python");
  const flags = ["--framework", "kubernetes", "--output", "json", "--quiet", "--compact", "--skip-download"];
  const { stdout } = await run("unshare", ["--net", python, "-m", "checkov.main", "-d", folder, ...flags], {
    environment: { BC_SKIP_MAPPING: "TRUE", BC_API_KEY: "", LOG_LEVEL: "ERROR", HOME: folder },
    accept: [0, 1],
  });
  const { summary, results } = JSON.parse(stdout) as Report;
  if (summary.parsing_errors > 0 || summary.resource_count < objects) {
    throw new Error(
      `checkov read ${summary.resource_count} of ${objects} objects: ${JSON.stringify(summary)}`,
    );
  }
  return results.failed_checks.map(({ check_id, check_name, resource }) => {
    const [kind = "", namespace = "", ...name] = resource.split(".");
    return {
      tool: "checkov",
      check: check_id,
      object: objectName(kind, namespace, name.join(".")),
      message: check_name,
    };
  });
}

function environment(): Promise<string> {
  return cached({
    name: "checkov",
    version: VERSION,
    inputs: [contents(REQUIREMENTS)],
    build: async (folder) => {
      await run("python3", ["-m", "venv", folder]);
      const args = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", REQUIREMENTS];
      await run(join(folder, "bin", "python"), args, { limit: INSTALL_LIMIT_SECONDS }).catch(refuse);
    },
  });
}

function refuse(error: unknown): never {
  if (!/NewConnectionError|ConnectTimeout|Name or service not known|Max retries/.test(String(error)))
    throw error;
  throw new Unavailable("the Python package index doesn't answer", { cause: error });
}
