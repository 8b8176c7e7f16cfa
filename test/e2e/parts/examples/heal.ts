import type { Kubernetes } from "../../toolchain/kubernetes";
import type { Running } from "../../toolchain/process";
import type { Diagnostic } from "../../toolchain/terraform-output";
import type { TerraformProject } from "../../toolchain/terraform-project";
import type { Context } from "../../context";

const ROUNDS = 4;

/** Records of Helm releases that were cut: Helm refuses to touch a release that it believes is being worked on. */
export const PENDING_RELEASES = "owner=helm,status in (pending-install,pending-upgrade,pending-rollback)";

/** What a person has to do by hand before the next apply can go on; said in the error message of a failed heal. */
export type Repair =
  | "imported an object that Terraform never heard of"
  | "removed a Secret or a Job that Terraform never heard of"
  | "removed the record of a cut Helm release";

/** Applies until it succeeds, with the repairs that the errors call for; tells which ones were needed. */
export async function heal(
  project: TerraformProject,
  kubernetes: Kubernetes,
  namespace: string,
): Promise<readonly Repair[]> {
  const repairs: Repair[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const { ok, diagnostics } = await project.tryApply();
    if (ok) return repairs;
    const errors = diagnostics.filter(({ severity }) => severity === "error");
    const before = repairs.length;
    for (const error of errors) repairs.push(...(await repair(error, project, kubernetes, namespace)));
    if (repairs.length === before) {
      throw new Error(
        `no repair is known for:\n${errors.map(({ summary, detail }) => `${summary} ${detail}`).join("\n")}`,
      );
    }
  }
  throw new Error(`not healed after ${ROUNDS} applies, with: ${repairs.join(", ")}`);
}

/** What an import would read into the state, and what can't be imported: neither holds data. */
const REMOVED = /^(secrets|jobs\.batch)$/;

async function repair(
  { summary, detail = "", address = "" }: Diagnostic,
  project: TerraformProject,
  kubernetes: Kubernetes,
  namespace: string,
): Promise<readonly Repair[]> {
  const text = `${summary} ${detail}`;
  if (text.includes("another operation (install/upgrade/rollback) is in progress")) {
    const args = ["delete", "secret", `--namespace=${namespace}`, "-l", PENDING_RELEASES];
    await kubernetes.kubectl(args);
    return ["removed the record of a cut Helm release"];
  }
  const unknown = /(?<resource>[a-z.]+) "(?<name>[^"]+)" already exists/.exec(text)?.groups;
  if (unknown === undefined) return [];
  const { resource = "", name = "" } = unknown;
  if (REMOVED.test(resource)) {
    await kubernetes.kubectl(["delete", resource, name, `--namespace=${namespace}`]);
    return ["removed a Secret or a Job that Terraform never heard of"];
  }
  const id = resource === "namespaces" ? name : `${namespace}/${name}`;
  await project.terraform(["import", "-no-color", "-input=false", address, id]);
  return ["imported an object that Terraform never heard of"];
}

/** Starts an apply and ends the API server outright when so many resources are done; brings the server back. */
export async function applyWithoutServer(
  ctx: Context,
  project: TerraformProject,
  kubernetes: Kubernetes,
  resourcesDone: number,
): Promise<void> {
  const apply = await project.startApply();
  const done = (): boolean => finished(apply) >= resourcesDone || !apply.isRunning;
  await ctx.waitFor(`${resourcesDone} resources to be applied`, done, 120, apply);
  await kubernetes.controlPlane.kill();
  const code = await apply.exited;
  await kubernetes.controlPlane.bringBack();
  if (code === 0) throw new Error(`the apply was done before the API server was killed:\n${apply.logs(3)}`);
}

const finished = (apply: Running): number =>
  apply
    .logs(400)
    .split("\n")
    .filter((line) => line.includes('"type":"apply_complete"')).length;
