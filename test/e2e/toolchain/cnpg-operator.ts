import { mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { parseAllDocuments } from "yaml";
import { selfSigned, type Certificate } from "./certificates";
import { installCrds } from "./crds";
import { goTools } from "./go";
import type { SourceEdit } from "./go-edits";
import type { Kubernetes } from "./kubernetes";
import { freePort } from "./ports";
import { spawn, type Running } from "./process";
import { waitFor } from "./wait";

export const CNPG_VERSION = "1.30.0";

const NAMESPACE = "cnpg-system";
const MODULE = "github.com/cloudnative-pg/cloudnative-pg";
const READY_LIMIT_SECONDS = 60;

interface WebhookConfiguration {
  readonly metadata: object;
  readonly webhooks: readonly {
    readonly clientConfig: { readonly service: { readonly path: string } };
    readonly failurePolicy: string;
  }[];
}

/** The real CloudNativePG operator, run beside the API server: its webhooks judge, its controllers reconcile. */
export class CnpgOperator {
  static async start(kubernetes: Kubernetes, folder: string): Promise<CnpgOperator> {
    const programs = await operatorPrograms();
    // To build instance pods it reads its own program for each architecture from its working directory.
    mkdirSync(join(folder, "operator"), { recursive: true });
    symlinkSync(join(programs, "manager"), join(folder, "operator", "manager_amd64"));
    await installCrds(kubernetes, join(programs, "crds"));
    const serving = await selfSigned(folder, "apiserver", ["127.0.0.1"]);
    const ports = { webhook: await freePort(), metrics: await freePort() };
    await prepareNamespace(kubernetes, programs);
    const manager = launch(kubernetes, programs, folder, ports);
    const operator = new CnpgOperator(kubernetes, manager);
    await operator.register(programs, `https://127.0.0.1:${ports.webhook}`, serving);
    return operator;
  }

  readonly version = CNPG_VERSION;

  private constructor(
    private readonly kubernetes: Kubernetes,
    readonly manager: Running,
  ) {}

  /** Waits for something the operator makes, and quotes the operator when it doesn't come. */
  waitFor<T>(what: string, probe: () => Promise<T | false | undefined>, limit = 60): Promise<T> {
    return waitFor(what, probe, limit, this.manager);
  }

  async stop(): Promise<void> {
    await this.manager.stop("SIGTERM", 3);
  }

  /** Webhooks by address instead of by service, since the operator runs outside the cluster. */
  private async register(programs: string, server: string, serving: Certificate): Promise<void> {
    const caBundle = Buffer.from(serving.certificate).toString("base64");
    const documents = parseAllDocuments(readFileSync(join(programs, "webhooks.yaml"), "utf8"));
    const configurations = documents.map((document) => document.toJS() as WebhookConfiguration);
    await this.kubernetes.apply(
      configurations.map(({ webhooks, ...rest }) => ({
        ...rest,
        webhooks: webhooks.map((webhook) => ({
          ...webhook,
          clientConfig: { url: `${server}${webhook.clientConfig.service.path}`, caBundle },
        })),
      })),
    );
    const probe = {
      apiVersion: "postgresql.cnpg.io/v1",
      kind: "Cluster",
      metadata: { name: "probe" },
      spec: PROBE,
    };
    const judges = async (): Promise<boolean> =>
      (await this.kubernetes.refusal(probe, "default"))?.includes(PROBE_REFUSAL) ?? false;
    await this.waitFor("the operator's webhook to refuse a wrong Cluster", judges, READY_LIMIT_SECONDS);
  }
}

/** Passes the CRD's schema, and no webhook. */
const PROBE = { instances: 1, storage: { size: "not-a-size" } };
const PROBE_REFUSAL = "Size value isn't valid";

/** The operator has no flag for the address of its webhooks and would listen on every one of the machine. */
const LOOPBACK_ONLY: SourceEdit = {
  file: `${MODULE}:internal/cmd/manager/controller/controller.go`,
  find: "webhook.NewServer(webhook.Options{",
  replace: 'webhook.NewServer(webhook.Options{ Host: "127.0.0.1",',
};

function operatorPrograms(): Promise<string> {
  return goTools({
    module: "cnpg-operator",
    version: CNPG_VERSION,
    programs: { manager: `${MODULE}/cmd/manager` },
    files: {
      [`${MODULE}:config/crd/bases`]: "crds",
      [`${MODULE}:config/webhook/manifests.yaml`]: "webhooks.yaml",
      [`${MODULE}:config/manager/default-monitoring.yaml`]: "default-monitoring.yaml",
    },
    edits: [LOOPBACK_ONLY],
  });
}

async function prepareNamespace(kubernetes: Kubernetes, programs: string): Promise<void> {
  const namespace = { apiVersion: "v1", kind: "Namespace", metadata: { name: NAMESPACE } };
  const queries = parseAllDocuments(readFileSync(join(programs, "default-monitoring.yaml"), "utf8"));
  await kubernetes.apply([namespace]);
  await kubernetes.apply(
    queries.map((document) => document.toJS() as object),
    NAMESPACE,
  );
}

function launch(
  kubernetes: Kubernetes,
  programs: string,
  folder: string,
  ports: { readonly webhook: number; readonly metrics: number },
): Running {
  const args = [`--webhook-port=${ports.webhook}`, `--metrics-bind-address=127.0.0.1:${ports.metrics}`];
  const environment = {
    KUBECONFIG: kubernetes.kubeconfig,
    WEBHOOK_CERT_DIR: folder,
    OPERATOR_NAMESPACE: NAMESPACE,
    OPERATOR_IMAGE_NAME: `ghcr.io/cloudnative-pg/cloudnative-pg:${CNPG_VERSION}`,
    MONITORING_QUERIES_CONFIGMAP: "default-monitoring",
  };
  return spawn("cnpg operator", join(programs, "manager"), ["controller", ...args], { folder, environment });
}
