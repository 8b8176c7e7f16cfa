import { join } from "node:path";
import { controlPlanePrograms, KUBERNETES_VERSION } from "./control-plane-programs";
import { run, type RunOptions, type RunResult } from "./process";

/** Helm of our go.mod, with folders of its own. */
export class Helm {
  static async open(folder: string): Promise<Helm> {
    return new Helm(join(await controlPlanePrograms(), "helm"), folder);
  }

  private constructor(
    private readonly program: string,
    private readonly folder: string,
  ) {}

  run(args: readonly string[], options: RunOptions = {}): Promise<RunResult> {
    const home = (name: string): string => join(this.folder, name);
    const environment = {
      HELM_CACHE_HOME: home("cache"),
      HELM_CONFIG_HOME: home("config"),
      HELM_DATA_HOME: home("data"),
      ...options.environment,
    };
    return run(this.program, args, { ...options, environment });
  }

  /** The rendered objects of a chart as YAML; Helm alone would assume Kubernetes 1.20. */
  async template(release: string, chart: string, args: readonly string[] = []): Promise<string> {
    const version = ["--kube-version", KUBERNETES_VERSION];
    return (await this.run(["template", release, chart, ...version, ...args])).stdout;
  }
}
