import { App, TerraformStack } from "cdktf";
import { HelmProvider } from "@cdktf/provider-helm/lib/provider";
import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { RandomProvider } from "@cdktf/provider-random/lib/provider";
import {
  enforceDependencies,
  fromPostgresAttributes,
  MattermostServer,
  MinioStore,
  Namespace,
  NginxProxy,
  Secret,
  SiteAuthority,
} from "holdfast";

const app = new App();
const stack = new TerraformStack(app, "liaison-office");
const access = { configPath: "~/.kube/config" };
new KubernetesProvider(stack, "Kubernetes", access);
new HelmProvider(stack, "Helm", { kubernetes: access });
new RandomProvider(stack, "Random");
enforceDependencies(stack);

const namespace = new Namespace(stack, "Namespace", { name: "liaison-office" });
const authority = new SiteAuthority(stack, "Authority", { namespace });
const database = fromPostgresAttributes(stack, "Database", {
  writer: { host: "postgres.agency.example", port: 5432 },
  credentials: Secret.fromName(stack, "DatabaseLogin", { name: "database-login" }),
  majorVersion: 16,
});
const objectStore = new MinioStore(stack, "Files", { namespace, authority, servers: 4, driveSize: "100Gi" });
const server = new MattermostServer(stack, "Mattermost", {
  namespace,
  siteUrl: "https://chat.agency.example",
  database,
  objectStore,
});
new NginxProxy(stack, "Proxy", { namespace, server, tls: { authority } });

app.synth();
