import { basename } from "node:path";
import { diagnosticsOf } from "../../toolchain/terraform-output";
import type { TerraformProject } from "../../toolchain/terraform-project";

/** `terraform init` and a plan that has something to do and no warning. A plan says what `validate` would say. */
export async function planned(project: TerraformProject): Promise<void> {
  await project.init();
  const args = ["plan", "-json", "-input=false", "-lock=false", "-detailed-exitcode"];
  const { code, stdout } = await project.terraform(args, [0, 1, 2]);
  const diagnostics = diagnosticsOf(stdout);
  if (code !== 2 || diagnostics.length > 0) throw about(project, diagnostics);
}

/** `terraform init` and `validate`. */
export async function validated(project: TerraformProject): Promise<void> {
  await project.init();
  const { ok, diagnostics } = await project.validate();
  if (!ok || diagnostics.length > 0) throw about(project, diagnostics);
}

function about({ folder }: TerraformProject, diagnostics: readonly object[]): Error {
  return new Error(`${basename(folder)}: ${JSON.stringify(diagnostics)}`);
}
