import { writeFileSync } from "node:fs";
import { AzureadProvider } from "@cdktf/provider-azuread/lib/provider";
import { HelmProvider } from "@cdktf/provider-helm/lib/provider";
import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { RandomProvider } from "@cdktf/provider-random/lib/provider";
import { App, TerraformStack } from "cdktf";
import {
  enforceDependencies,
  EntraOpenId,
  fromPostgresAttributes,
  MattermostServer,
  MinioStore,
  MissionCollaboration,
  MissionCollaborationApp,
  Namespace,
  NATIONAL_CLOUDS,
  NginxProxy,
  PluginBundle,
  PushNotifications,
  renderTeamsPackage,
  Secret,
  SingleSignOn,
  SiteAuthority,
} from "holdfast";

const siteUrl = "https://chat.agency.example";
const tenantId = "11111111-2222-4333-8444-555555555555";
const cloud = "gcchigh";
// Written down after the first apply; until then the package can't be rendered.
const clientId = "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee";
const expires = "2027-03-31T00:00:00Z";

const app = new App();
const stack = new TerraformStack(app, "agency");
const access = { configPath: "~/.kube/config" };
new KubernetesProvider(stack, "Kubernetes", access);
new HelmProvider(stack, "Helm", { kubernetes: access });
new RandomProvider(stack, "Random");
new AzureadProvider(stack, "Azuread", { tenantId, environment: NATIONAL_CLOUDS[cloud].azureadEnvironment });
enforceDependencies(stack);

const namespace = new Namespace(stack, "Namespace", { name: "agency" });
const authority = new SiteAuthority(stack, "Authority", { namespace });
const secrets = Secret.fromName(stack, "EntraSecrets", { name: "entra" });

const people = new EntraOpenId(stack, "People", {
  tenantId,
  siteUrl,
  cloud,
  clientSecret: { existing: secrets.key("sign-in"), expires },
});
const collaboration = new MissionCollaborationApp(stack, "CollaborationApp", {
  tenantId,
  siteUrl,
  cloud,
  clientId,
  clientSecret: { existing: secrets.key("collaboration"), expires },
});

const server = new MattermostServer(stack, "Mattermost", {
  namespace,
  siteUrl,
  connectivity: "connected",
  licence: {
    tier: "enterprise",
    secret: Secret.fromName(stack, "Licence", { name: "licence" }).key("license"),
  },
  database: fromPostgresAttributes(stack, "Database", {
    writer: { host: "postgres.agency.example", port: 5432 },
    credentials: Secret.fromName(stack, "DatabaseLogin", { name: "database-login" }),
    majorVersion: 17,
  }),
  objectStore: new MinioStore(stack, "Files", { namespace, authority, servers: 4, driveSize: "100Gi" }),
});
server.addFeature(new SingleSignOn({ provider: people }));
server.addFeature(new MissionCollaboration(stack, "Collaboration", { app: collaboration }));
server.addFeature(
  new PluginBundle({
    id: collaboration.missionCollaboration.pluginId,
    version: "0.8.0",
    image: "registry.agency.example/chat/plugins:0.8.0",
    file: "/bundles/mission-collaboration.tar.gz",
    // That of the file which came with the vendor's release.
    sha256: "0123456789abcdef".repeat(4),
    codeOnly: true,
  }),
);
server.addFeature(new PushNotifications(stack, "Push", { through: { hosted: "us" } }));
new NginxProxy(stack, "Proxy", { namespace, server, tls: { authority } });

app.synth();
writeFileSync(`${app.outdir}/mattermost-teams.zip`, renderTeamsPackage(collaboration.missionCollaboration));
