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
    readonly failed_checks: readonly Failed[];
  };
}

interface Failed {
  readonly check_id: string;
  readonly check_name: string;
  /** `Kind.namespace.name`, or a resource's address. */
  readonly resource: string;
}

type Framework = "kubernetes" | "terraform";

/** What checkov's Kubernetes framework says of the manifests of a folder. */
export async function checkov(folder: string, objects: number): Promise<readonly Finding[]> {
  return (await judged(folder, "kubernetes", objects)).map((finding) => {
    const [kind = "", namespace = "", ...name] = finding.resource.split(".");
    return findingOn(objectName(kind, namespace, name.join(".")), finding);
  });
}

/** What checkov's Terraform framework says of stacks in Terraform's own language, one folder each. */
export async function checkovOfTerraform(folder: string, resources: number): Promise<readonly Finding[]> {
  return (await judged(folder, "terraform", resources)).map((finding) => {
    const [type = "", ...name] = finding.resource.split(".");
    // cdktf ends each name with a hash of its place in the tree.
    return findingOn(objectName(type, undefined, name.join(".").replace(/_[0-9A-F]{8}$/, "")), finding);
  });
}

/** It has no network meanwhile. */
async function judged(folder: string, framework: Framework, atLeast: number): Promise<readonly Failed[]> {
  const python = join(await environment(), "bin", "python");
  const flags = ["--framework", framework, "--output", "json", "--quiet", "--compact", "--skip-download"];
  const { stdout } = await run("unshare", ["--net", python, "-m", "checkov.main", "-d", folder, ...flags], {
    environment: { BC_SKIP_MAPPING: "TRUE", BC_API_KEY: "", LOG_LEVEL: "ERROR", HOME: folder },
    accept: [0, 1],
  });
  const { summary, results } = JSON.parse(stdout) as Report;
  if (summary.parsing_errors > 0 || summary.resource_count < atLeast) {
    throw new Error(
      `checkov read ${summary.resource_count} of ${atLeast} objects: ${JSON.stringify(summary)}`,
    );
  }
  return results.failed_checks;
}

function findingOn(object: string, { check_id, check_name }: Failed): Finding {
  return { tool: "checkov", check: check_id, object, message: check_name };
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
