import type { Construct } from "constructs";
import { Namespace, type INamespace } from "../constructs/kubernetes/namespace";
import { SiteAuthority, type ICertificateAuthority } from "../constructs/kubernetes/site-authority";
import { Boards } from "../constructs/mattermost/features/boards";
import { Playbooks } from "../constructs/mattermost/features/playbooks";
import type { IMattermostFeature } from "../constructs/mattermost/mattermost-feature";
import { MattermostServer } from "../constructs/mattermost/mattermost-server";
import { MattermostSetup } from "../constructs/mattermost/setup/mattermost-setup";
import type { IObjectStore } from "../constructs/object-store/object-store";
import type { IPostgresDatabase } from "../constructs/postgres/postgres-database";
import { NginxProxy } from "../constructs/proxy/nginx-proxy";
import type { Site } from "../site/site";
import { HoldfastStack, type HoldfastStackProps } from "./holdfast-stack";
import { appsOf } from "./services/apps";
import { callsOf } from "./services/calls";
import { databaseOf } from "./services/database";
import { integrationsOf } from "./services/integrations";
import { peopleOf, type People } from "./services/identity";
import { agentsOf } from "./services/agents";
import { licenceOf, mattermostSecrets, settingsOf } from "./services/mattermost";
import { monitoringOf } from "./services/monitoring";
import { microsoft365Of } from "./services/microsoft365";
import { objectStoreOf } from "./services/object-store";
import { pluginsOf } from "./services/plugins";
import { proxyTls } from "./services/proxy";

/** Everything that serves people. The only place where a site turns into the props of these parts. */
export class ServicesStack extends HoldfastStack {
  public readonly server: MattermostServer;
  private readonly site: Site;
  private readonly namespace: INamespace;
  private readonly people: People;
  private certificateAuthority?: ICertificateAuthority;

  public constructor(scope: Construct, id: string, props: HoldfastStackProps) {
    super(scope, id, props);
    this.site = props.site;
    this.namespace = Namespace.fromName(this, "Namespace", props.site.name);

    const database = databaseOf(this, this.site, this.namespace);
    const objectStore = objectStoreOf(this, this.site, this.namespace, () => this.authority());
    this.people = peopleOf(this, this.site, this.namespace, () => this.authority());
    this.server = this.createServer(database, objectStore);
    const around = { namespace: this.namespace, database, objectStore };
    for (const agents of agentsOf(this, this.site, around)) this.server.addFeature(agents);
    const integrations = integrationsOf(this, this.site, this.namespace);
    if (integrations) this.server.addFeature(integrations.feature);
    this.createProxy();
    if (this.server.setups().length > 0) {
      const setup = new MattermostSetup(this, "Setup", { namespace: this.namespace, server: this.server });
      integrations?.connect(this.server, setup.job);
    }
    monitoringOf(this, this.site, this.namespace);

    this.output("site_url", this.site.mattermost.siteUrl, "Address that users type.");
  }

  private createServer(database: IPostgresDatabase, objectStore: IObjectStore): MattermostServer {
    const { mattermost } = this.site;
    return new MattermostServer(this, "Mattermost", {
      namespace: this.namespace,
      siteUrl: mattermost.siteUrl,
      siteName: this.site.displayName,
      version: mattermost.version,
      edition: mattermost.edition,
      licence: licenceOf(this, this.site),
      replicas: mattermost.replicas,
      resources: mattermost.resources,
      database,
      objectStore,
      features: this.features(),
      settings: settingsOf(this.site),
      connectivity: this.site.connectivity,
      secrets: mattermostSecrets(this, this.site, this.namespace),
      caBundle: this.site.cluster.caBundle,
      maxOpenConnections: mattermost.maxOpenConnections,
      maxIdleConnections: mattermost.maxIdleConnections,
      maxFileSize: mattermost.maxFileSize,
    });
  }

  private features(): readonly IMattermostFeature[] {
    const { playbooks, playbooksTeamsTenants, boards } = this.site.mattermost;
    const incrementalUpdates = this.site.connectivity !== "connected";
    return [
      ...(playbooks ? [new Playbooks({ incrementalUpdates, teamsTenants: playbooksTeamsTenants })] : []),
      ...(boards ? [new Boards()] : []),
      ...this.people.features,
      ...callsOf(this, this.site, this.namespace),
      ...pluginsOf(this, this.site),
      ...microsoft365Of(this, this.site),
      ...appsOf(this, this.site, this.namespace),
    ];
  }

  private createProxy(): NginxProxy {
    const { proxy, cluster } = this.site;
    return new NginxProxy(this, "Proxy", {
      namespace: this.namespace,
      server: this.server,
      tls: proxyTls(this, "SiteCertificate", proxy.tls, () => this.authority()),
      hosts: this.people.hosts,
      replicas: proxy.replicas,
      resources: proxy.resources,
      exposure: cluster.exposure,
      workers: proxy.workers,
      workerConnections: proxy.workerConnections,
      maxBodySize: proxy.maxBodySize,
      allowFrom: proxy.allowFrom,
      trustedProxies: proxy.trustedProxies,
      hsts: proxy.hsts,
      resolvers: cluster.dnsServers,
    });
  }

  /** The site's own authority, made when the first part needs it. */
  private authority(): ICertificateAuthority {
    this.certificateAuthority ??= new SiteAuthority(this, "Authority", { namespace: this.namespace });
    return this.certificateAuthority;
  }
}
