import { join } from "node:path";
import type { Context } from "../../context";
import type { CnpgOperator } from "../../toolchain/cnpg-operator";
import { KeptProviders } from "../../toolchain/kept-providers";
import type { Plan, TerraformProject } from "../../toolchain/terraform-project";
import { broughtObjects, registryLogin } from "./brought-objects";
import { NamespaceView } from "./namespace-view";
import { freeCluster } from "./free-clusters";
import { filesBelow, leaks, secretValues } from "./secret-values";
import { SynthesizedSite, type SiteOverlay } from "./synthesized-site";
import { TrialCluster, type TrialClusterOptions } from "./trial-cluster";

const COMMAND_LIMIT_SECONDS = 240;
const SETTLE_LIMIT_SECONDS = 60;

/** Answers of a foundation that is not there. */
const IDENTITIES = {
  TF_VAR_secrets_client_id: "00000000-0000-4000-8000-0000000000d1",
  TF_VAR_files_client_id: "00000000-0000-4000-8000-0000000000d2",
};

/** What a cluster can show: the others need Azure, and the parts `azure`, `azure-access` and `azure-secrets` show them. */
function clusterStacks(synthesized: SynthesizedSite): readonly string[] {
  return synthesized.stacks().filter((stack) => !/-(foundation|access|directory|secrets)$/.test(stack));
}

/** One site on a cluster of its own, led through its life with plain Terraform. */
export class SiteTrial {
  static async open(ctx: Context, base: string, options: TrialClusterOptions = {}): Promise<SiteTrial> {
    return SiteTrial.on(ctx, await freeCluster(ctx, options), base);
  }

  /** The same on a cluster that is there. */
  static async on(ctx: Context, cluster: TrialCluster, base: string): Promise<SiteTrial> {
    const folder = ctx.tmp("site");
    const synthesized = new SynthesizedSite(folder, base);
    synthesized.change(cluster.overlay(join(folder, "state")));
    if (synthesized.site.cluster.registry?.pullSecret !== undefined) {
      synthesized.change(registryLogin(ctx.tmp("login")));
    }
    const terraform = await ctx.terraform();
    const [platform, services] = await Promise.all(
      clusterStacks(synthesized).map((stack) => {
        const providers = ctx.ending(new KeptProviders(ctx.tmp("providers"), stack));
        return terraform.project(stack, { limit: COMMAND_LIMIT_SECONDS, environment: IDENTITIES, providers });
      }),
    );
    if (platform === undefined || services === undefined) throw new Error("a site has two stacks");
    const view = new NamespaceView(cluster.kubernetes, synthesized.site.name);
    return new SiteTrial(ctx, cluster, folder, synthesized, platform, services, view);
  }

  /** Plans as Terraform showed them, to be searched for secrets. */
  private readonly shownPlans: string[] = [];

  private constructor(
    private readonly ctx: Context,
    readonly cluster: TrialCluster,
    private readonly folder: string,
    readonly synthesized: SynthesizedSite,
    readonly platform: TerraformProject,
    readonly services: TerraformProject,
    readonly view: NamespaceView,
  ) {}

  get projects(): readonly TerraformProject[] {
    return [this.platform, this.services];
  }

  /** `terraform plan`; what it shows is kept for the search. */
  async plan(project: TerraformProject): Promise<Plan> {
    const plan = await project.plan();
    this.shownPlans.push(plan.shown);
    return plan;
  }

  /** Plans and applies the platform stack, then starts the real operator where the site has one. */
  async applyPlatform(): Promise<CnpgOperator | undefined> {
    await this.plan(this.platform);
    await this.platform.applyPlan();
    return this.synthesized.site.cluster.platform.cloudNativePg ? this.cluster.startOperator() : undefined;
  }

  /** What people do between the stacks. */
  async bringSecrets(): Promise<void> {
    const { site } = this.synthesized;
    const brought = broughtObjects(site);
    if (brought.length > 0) await this.view.kubernetes.apply(brought, site.name);
  }

  /** Namespaces of the operators. */
  private platformNamespaces(): readonly string[] {
    const { cloudNativePg, certManager, externalSecrets } = this.synthesized.site.cluster.platform;
    return [
      ...(cloudNativePg ? ["cnpg-system"] : []),
      ...(certManager ? ["cert-manager"] : []),
      ...(externalSecrets ? ["external-secrets"] : []),
    ];
  }

  /** Changes the site, applies the services and tells which workloads and jobs are new or have another pod now. */
  async rolledBy(overlay: SiteOverlay): Promise<readonly string[]> {
    const before = { templates: await this.view.templates(), jobs: await this.view.jobs() };
    this.synthesized.change(overlay);
    await this.plan(this.services);
    await this.services.applyPlan();
    const templates = await this.view.templates();
    const jobs = await this.view.jobs();
    return [
      ...[...templates].filter(([name, hash]) => before.templates.get(name) !== hash).map(([name]) => name),
      ...jobs.filter((name) => !before.jobs.includes(name)).map((name) => `job/${name}`),
    ].sort();
  }

  /** Waits until nothing is in the way of any pod of the site. */
  async settled(): Promise<void> {
    const troubles = async (): Promise<readonly string[]> => [
      ...(await this.view.refusals()).map((message) => `refused: ${message}`),
      ...(await this.view.missing()).map((need) => `missing: ${need}`),
      ...(await this.view.unready()).map((pod) => `not ready: ${pod}`),
      ...(await this.view.unserved()).map((host) => `no Service: ${host}`),
    ];
    let last: readonly string[] = [];
    const none = async (): Promise<boolean> => (last = await troubles()).length === 0;
    try {
      await this.ctx.waitFor("the site's pods to have all they need", none, SETTLE_LIMIT_SECONDS);
    } catch (error) {
      const { trouble } = this.cluster.certificates;
      throw new Error([...last, trouble].join("\n"), { cause: error });
    }
  }

  /** Places where the value of a Secret stands: state, plans, synthesized files, Terraform's own records. */
  async leaks(earlier: ReadonlyMap<string, string> = new Map()): Promise<readonly string[]> {
    const values = new Map([...earlier, ...(await this.secrets())]);
    const plans = this.shownPlans.map((text, index) => [`plan ${index + 1}`, text] as const);
    return leaks(values, new Map([...filesBelow([this.folder]), ...plans]));
  }

  /** `kind/name` of what people brought into the site's namespace. */
  broughtNames(): readonly string[] {
    return broughtObjects(this.synthesized.site).map(
      ({ kind, metadata }) => `${kind.toLowerCase()}/${metadata.name}`,
    );
  }

  /** The site's own and the operators' namespaces that are still there. */
  async namespacesLeft(): Promise<readonly string[]> {
    const own = [this.view.name, ...this.platformNamespaces()];
    const there = await this.view.kubernetes.get("namespaces");
    return there.map(({ metadata }) => metadata.name).filter((name) => own.includes(name));
  }

  secrets(): Promise<ReadonlyMap<string, string>> {
    return secretValues(this.view.kubernetes, this.view.name);
  }
}
