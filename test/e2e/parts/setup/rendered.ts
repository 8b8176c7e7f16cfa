import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { RandomProvider } from "@cdktf/provider-random/lib/provider";
import { TerraformStack, Testing } from "cdktf";
import { enforceDependencies } from "../../../../src/constructs/kubernetes/dependencies";
import { Namespace } from "../../../../src/constructs/kubernetes/namespace";
import { Secret } from "../../../../src/constructs/kubernetes/secret";
import { Integrations } from "../../../../src/constructs/mattermost/integrations/integrations";
import { IntegrationService } from "../../../../src/constructs/mattermost/integrations/integration-service";
import { MattermostServer } from "../../../../src/constructs/mattermost/mattermost-server";
import { PluginBundle } from "../../../../src/constructs/mattermost/plugins/plugin-bundle";
import { MattermostSetup } from "../../../../src/constructs/mattermost/setup/mattermost-setup";
import { LocalFiles } from "../../../../src/constructs/object-store/local-files";
import { fromPostgresAttributes } from "../../../../src/constructs/postgres/foreign-postgres";

const EDGE = resolve(__dirname, "../../../golden/edge/outpost-kestrel-services.json");

interface EnvEntry {
  readonly name: string;
  readonly value?: string;
  readonly value_from?: { readonly secret_key_ref?: { readonly name: string; readonly key: string } };
}

interface ContainerJson {
  readonly name: string;
  readonly image: string;
  readonly env?: readonly EnvEntry[];
}

interface WorkloadJson {
  readonly metadata: { readonly name: string };
  readonly spec: { readonly template: { readonly spec: { readonly container: readonly ContainerJson[] } } };
}

export interface StackJson {
  readonly resource: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** The environment of the edge example's servers: texts, and `null` where a Secret's value comes in. */
export function edgeEnvironment(): readonly (readonly [string, string | null])[] {
  const stack = JSON.parse(readFileSync(EDGE, "utf8")) as StackJson;
  const deployment = workloads(stack, "kubernetes_deployment_v1").find(
    ({ metadata }) => metadata.name === "mattermost",
  );
  return environmentOf(deployment?.spec.template.spec.container[0]);
}

/** The container of a setup's job, and the files of its program. */
export function setupOf(stack: StackJson): {
  readonly companion: readonly (readonly [string, string | null])[];
  readonly files: Readonly<Record<string, string>>;
} {
  const [job] = workloads(stack, "kubernetes_job_v1");
  const maps = Object.values(stack.resource.kubernetes_config_map_v1 ?? {}) as readonly {
    readonly data: Readonly<Record<string, string>>;
  }[];
  const files = maps.find(({ data }) => "plan.json" in data)?.data ?? {};
  const texts = Object.entries(files).map(([name, text]) => [
    name,
    text.replaceAll("$${", "${").replaceAll("%%{", "%{"),
  ]);
  return {
    companion: environmentOf(job?.spec.template.spec.container.find(({ name }) => name === "companion")),
    files: Object.fromEntries(texts) as Readonly<Record<string, string>>,
  };
}

/** A server with integrations, a service of its own, and their setup. */
export function integrationStack(options: { readonly namespace: string; readonly kubeconfig?: string }) {
  const stack = new TerraformStack(Testing.app({ stackTraces: false }), "setup");
  enforceDependencies(stack);
  new KubernetesProvider(stack, "Kubernetes", { configPath: options.kubeconfig });
  new RandomProvider(stack, "Random", {});
  const namespace = new Namespace(stack, "Namespace", { name: options.namespace });
  const server = new MattermostServer(stack, "Mattermost", {
    namespace,
    siteUrl: "https://chat.outpost-kestrel.example",
    database: fromPostgresAttributes(stack, "Database", {
      writer: { host: "database.outpost-kestrel.example" },
      credentials: Secret.fromName(stack, "Login", { name: "database-login" }),
      majorVersion: 18,
      tls: { mode: "verify-full", ca: Secret.fromName(stack, "Ca", { name: "database-ca" }) },
    }),
    objectStore: new LocalFiles(stack, "Files", { namespace, size: "1Gi" }),
  });
  const service = new IntegrationService(stack, "Weather", {
    namespace,
    name: "weather",
    image: "registry.outpost-kestrel.example/field/weather:1.0.0",
    port: 8080,
    reaches: [{ host: "sensor.outpost-kestrel.example", port: 443, why: "readings" }],
  });
  server.addFeature(
    new PluginBundle({
      id: "com.example.field",
      version: "1.0.0",
      image: "registry.outpost-kestrel.example/field/plugins:1.0.0",
      file: "/bundles/field.tar.gz",
      sha256: "a".repeat(64),
    }),
  );
  server.addFeature(new Integrations(stack, "Integrations", { namespace, ...declared(service) }));
  const setup = new MattermostSetup(stack, "Setup", { namespace, server });
  service.connections.allowTo(server, "reports");
  service.node.addDependency(setup.job);
  return stack;
}

function declared(service: IntegrationService) {
  const target = { kind: "service", service, path: "/call" } as const;
  const description = "Weather of the field.";
  return {
    teams: [{ name: "operations", displayName: "Operations", open: false }],
    channels: [{ channel: "operations/weather", displayName: "Weather", private: true }],
    bots: [
      {
        username: "weather",
        displayName: "Weather",
        description,
        teams: ["operations"],
        channels: ["operations/weather"],
      },
    ],
    incomingWebhooks: [{ name: "reports", channel: "operations/weather", description }],
    outgoingWebhooks: [{ name: "words", team: "operations", triggerWords: ["wx"], description, target }],
    commands: [{ trigger: "weather", team: "operations", description, hint: "[place]", target }],
    oauthApps: [
      {
        name: "map",
        homepage: "https://map.outpost-kestrel.example",
        callbackUrls: ["https://map.outpost-kestrel.example/back"],
        trusted: true,
        description,
      },
    ],
  };
}

function workloads(stack: StackJson, type: string): readonly WorkloadJson[] {
  return Object.values(stack.resource[type] ?? {}) as readonly WorkloadJson[];
}

function environmentOf(container: ContainerJson | undefined): readonly (readonly [string, string | null])[] {
  return (container?.env ?? []).map(({ name, value }) => [name, value ?? null]);
}
