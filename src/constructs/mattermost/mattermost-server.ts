import { Construct } from "constructs";
import { problem } from "../../errors/catalogue";
import { describeProblem, ProblemError, type Problem } from "../../errors/problem";
import { Connections, type IConnections } from "../kubernetes/connections";
import type { EnvValue, PodProps } from "../kubernetes/pod";
import { GeneratedSecret } from "../kubernetes/secret";
import { Service } from "../kubernetes/service";
import { Workload } from "../kubernetes/workload";
import { Boards } from "./features/boards";
import { Playbooks } from "./features/playbooks";
import type { IPostgresDatabase } from "../postgres/postgres-database";
import type { IMattermostFeature } from "./mattermost-feature";
import type { IMattermostServer, MattermostReference } from "./mattermost-reference";
import type { BundleDelivery } from "./plugins/bundle-delivery";
import { MATTERMOST_PROBLEMS } from "./problems";
import { undefinedReferences } from "./references";
import { runtimeLimits } from "./runtime-limits";
import { checkFeatures, checkNeededPlugins, checkOptions } from "./server-checks";
import { serverEnvironment } from "./server-environment";
import { serverAccount } from "./server-identity";
import {
  serverOptions,
  type MattermostSecrets,
  type MattermostServerProps,
  type ServerOptions,
} from "./server-options";
import { serverPod, serverPorts } from "./server-pod";
import { serverSettings, type BoundFeature } from "./server-settings";
import type { EffectiveSetting } from "./settings/effective-settings";
import { companion, type Companion } from "./setup/companion";
import type { SetupContribution } from "./setup/setup-contribution";
import { trustOf, type Trust } from "./trust";

/**
 * The Mattermost servers: one hardened Deployment, configured by environment variables alone, its configuration kept in
 * the database.
 *
 * @example
 * new MattermostServer(this, "Mattermost", {
 *   namespace, siteUrl: "https://chat.outpost.example", database, objectStore,
 * });
 */
export class MattermostServer extends Construct implements IMattermostServer {
  public readonly mattermost: MattermostReference;
  public readonly workload: Workload;
  /** Headless: its name resolves to every server that is ready. */
  public readonly service: Service;
  public readonly connections: IConnections;
  private readonly options: ServerOptions;
  private readonly secrets: MattermostSecrets;
  private readonly features: BoundFeature[] = [];

  public constructor(scope: Construct, id: string, props: MattermostServerProps) {
    super(scope, id);
    this.options = serverOptions(props);
    report(checkOptions(this.options, this.node.path));

    this.secrets = props.secrets ?? this.createSecrets();
    this.workload = this.createWorkload();
    this.connections = this.workload.connections;
    this.service = this.createService();
    this.mattermost = this.describe();
    this.connect();

    for (const feature of props.features ?? this.defaultFeatures()) this.bind(feature);
    this.update();
    this.node.addValidation({
      validate: () =>
        [...this.undefinedReferences(), ...checkNeededPlugins(this.features, this.node.path)].map(
          describeProblem,
        ),
    });
  }

  /** Adds a feature to all servers. */
  public addFeature(feature: IMattermostFeature): void {
    this.bind(feature);
    this.update();
  }

  /**
   * Every setting that is written, sorted by path, with who said so: `toolkit`, a feature's name, or `settings`.
   * Values from Secrets are not among them.
   */
  public settings(): readonly EffectiveSetting[] {
    return serverSettings(this.options, this.features, this.trust().databaseCaFile);
  }

  /** What the features want done at the API once the servers are ready: hand it to a `MattermostSetup`. */
  public setups(): readonly SetupContribution[] {
    return this.features.flatMap(({ config }) => (config.setup ? [config.setup] : []));
  }

  /** Plugins that features bring, by the way they come in. */
  public bundles(delivery: BundleDelivery["delivery"]): readonly BundleDelivery[] {
    return this.features
      .flatMap(({ config }) => config.bundles ?? [])
      .filter((bundle) => bundle.delivery === delivery);
  }

  /** A server process on the same database that only its own pod can reach, for a `MattermostSetup`. */
  public companion(mark: string): Companion {
    return companion(this.options, this.trust(), mark);
  }

  /** Where the servers keep their data. */
  public get database(): IPostgresDatabase {
    return this.options.database;
  }

  /** Grows with the features. */
  private trust(): Trust {
    const store = this.options.objectStore.objectStore;
    return trustOf({
      database: this.options.database.postgres.tls.ca,
      objectStore: store.kind === "s3" ? store.ca : undefined,
      features: Object.fromEntries(
        this.features.flatMap(({ name, config }) => (config.authority ? [[name, config.authority]] : [])),
      ),
      bundle: this.options.caBundle,
    });
  }

  private createSecrets(): MattermostSecrets {
    const generated = { generate: { length: 32 } };
    const secret = new GeneratedSecret(this, "Secrets", {
      namespace: this.options.namespace,
      name: `${this.options.name}-secrets`,
      fields: { atrestencryptkey: generated, publiclinksalt: generated },
    });
    return {
      atRestEncryptKey: secret.key("atrestencryptkey"),
      publicLinkSalt: secret.key("publiclinksalt"),
    };
  }

  private createWorkload(): Workload {
    const { database, name, namespace, objectStore, replicas } = this.options;
    const store = objectStore.objectStore;
    // A volume of one node can't follow a new pod to another node while the old one still holds it.
    const rollout = store.kind === "files" && !store.shared ? "recreate" : "one-more";
    const workload = new Workload(this, "Workload", {
      name,
      namespace,
      controller: { kind: "Deployment", replicas, rollout },
      pod: this.pod(),
    });
    workload.node.addDependency(database, objectStore);
    const account = serverAccount(this, this.options);
    if (account) workload.node.addDependency(account);
    this.node.defaultChild = workload.node.defaultChild;
    return workload;
  }

  private createService(): Service {
    const [http] = serverPorts(this.options);
    return new Service(this, "Service", {
      name: this.options.name,
      namespace: this.options.namespace,
      selector: this.workload.selector,
      ports: [{ port: http.port, target: http }],
      exposure: { kind: "headless" },
    });
  }

  private describe(): MattermostReference {
    const { siteUrl, version, edition, replicas, connectivity, maxFileSize, licence } = this.options;
    const [http] = serverPorts(this.options);
    return {
      siteUrl,
      version,
      edition,
      replicas,
      connectivity,
      maxFileSize,
      licenceTier: licence?.tier,
      host: this.service.host,
      port: http.port,
    };
  }

  private connect(): void {
    const { connectivity, database, objectStore, replicas } = this.options;
    this.connections.allowTo(database, "queries");
    if (objectStore.objectStore.kind !== "files") this.connections.allowTo(objectStore, "files");
    if (replicas > 1) this.connections.allowTo(this, "cluster gossip", { port: "gossip" });
    if (connectivity === "connected") {
      const internet = new Connections(this, "Internet", {
        name: "internet",
        ports: [{ name: "https", port: 443 }],
      });
      this.connections.allowTo(internet, "link previews and vendor notices");
    }
  }

  private defaultFeatures(): readonly IMattermostFeature[] {
    return this.options.edition === "team" ? [new Boards()] : [new Playbooks(), new Boards()];
  }

  private bind(feature: IMattermostFeature): void {
    const config = feature.bind(this);
    this.features.push({ name: feature.featureName, config });
    for (const { peer, why, port } of config.reaches ?? []) this.connections.allowTo(peer, why, { port });
  }

  private update(): void {
    const variables = Object.keys(this.environment([]));
    report(checkFeatures(this.options, this.features, variables, this.node.path));
    this.workload.updatePod(this.pod());
  }

  private pod(): PodProps {
    const waitsFor = this.features.flatMap(({ config }) => (config.waitsFor ? [config.waitsFor] : []));
    const bundles = this.bundles("prepackaged");
    return serverPod(this.options, this.environment(), this.trust(), waitsFor, bundles);
  }

  private environment(features: readonly BoundFeature[] = this.features): Readonly<Record<string, EnvValue>> {
    return serverEnvironment({
      options: this.options,
      secrets: this.secrets,
      features,
      settings: this.settings(),
      trust: this.trust(),
      limits: runtimeLimits(this.options.resources),
    });
  }

  private undefinedReferences(): readonly Problem[] {
    return undefinedReferences(this.environment()).map(({ variable, reference }) =>
      problem(MATTERMOST_PROBLEMS.undefinedReference, {
        path: this.node.path,
        message: `${variable} refers to $(${reference})`,
        expected: "a variable that is defined",
      }),
    );
  }
}

function report(problems: readonly Problem[]): void {
  if (problems.length > 0) throw new ProblemError(problems);
}
