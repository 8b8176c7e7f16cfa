import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CACHE } from "./cache";
import { run } from "./process";
import { answers, ORIGIN, ProviderMirror } from "./provider-mirror";
import { Unavailable } from "./skip";
import { TerraformProject, type ProjectOptions } from "./terraform-project";

/** Terraform from the PATH; providers from the filesystem mirror, else from the registry when it answers. */
export class Terraform {
  static async open(folder: string): Promise<Terraform> {
    const version = await installedVersion();
    mkdirSync(folder, { recursive: true });
    const mirror = new ProviderMirror(process.env.HOLDFAST_PROVIDER_MIRROR ?? join(CACHE, "provider-mirror"));
    return new Terraform(version, folder, mirror);
  }

  private direct: Promise<boolean> | undefined;

  private constructor(
    readonly version: string,
    private readonly folder: string,
    readonly mirror: ProviderMirror,
  ) {}

  /** A folder with `*.tf.json` files; skips the check by name when a provider it requires can't be had. */
  async project(folder: string, options: ProjectOptions = {}): Promise<TerraformProject> {
    const missing = this.mirror.missing(folder);
    if (missing.length > 0 && !(await this.registryAnswers())) {
      const names = missing.map(({ source, version }) => `${source} ${version}`).join(", ");
      throw new Unavailable(`no provider mirror holds ${names}, and the registry doesn't answer`);
    }
    return new TerraformProject(
      folder,
      { ...this.environment(missing.length > 0), ...options.environment },
      options,
    );
  }

  private registryAnswers(): Promise<boolean> {
    return (this.direct ??= answers());
  }

  /** Nothing of the caller's own Terraform or Helm set-up is read or written. */
  private environment(direct: boolean): Record<string, string> {
    const plugins = join(CACHE, "terraform-plugins");
    mkdirSync(plugins, { recursive: true });
    const helm = join(this.folder, "helm");
    return {
      TF_CLI_CONFIG_FILE: this.configuration(direct),
      ...(direct ? { TF_PLUGIN_CACHE_DIR: plugins } : {}),
      TF_IN_AUTOMATION: "1",
      TF_INPUT: "0",
      CHECKPOINT_DISABLE: "1",
      KUBECONFIG: "/nonexistent",
      HELM_CACHE_HOME: join(helm, "cache"),
      HELM_CONFIG_HOME: join(helm, "config"),
      HELM_DATA_HOME: join(helm, "data"),
    };
  }

  private configuration(direct: boolean): string {
    const file = join(this.folder, direct ? "direct.tfrc" : "mirror.tfrc");
    const methods = [];
    if (existsSync(this.mirror.folder))
      methods.push(`  filesystem_mirror {\n    path = "${this.mirror.folder}"\n  }`);
    if (direct) methods.push("  direct {}");
    writeFileSync(file, `provider_installation {\n${methods.join("\n")}\n}\n`);
    return file;
  }
}

async function installedVersion(): Promise<string> {
  try {
    // A configuration file of the caller's that is missing would only add a warning.
    const { stdout } = await run("terraform", ["version", "-json"], {
      environment: { TF_CLI_CONFIG_FILE: "/dev/null" },
    });
    return (JSON.parse(stdout) as { readonly terraform_version: string }).terraform_version;
  } catch (error) {
    throw new Unavailable(`terraform isn't on the PATH (${ORIGIN} providers need it)`, { cause: error });
  }
}
