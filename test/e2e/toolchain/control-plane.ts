import { generateKeyPairSync, randomBytes } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ApiClient } from "./api-client";
import { selfSigned, type Certificate } from "./certificates";
import { controlPlanePrograms } from "./control-plane-programs";
import { freePort } from "./ports";
import { spawn, type Running } from "./process";
import { waitFor } from "./wait";

const READY_LIMIT_SECONDS = 90;
const LOOPBACK = "127.0.0.1";

/** Who may speak to the API server: token file name to user and groups. */
const USERS = {
  admin: ["admin", "system:masters"],
  "kube-controller-manager": ["system:kube-controller-manager", ""],
  "kube-scheduler": ["system:kube-scheduler", ""],
  kwok: ["kwok", "system:masters"],
} as const;
type User = keyof typeof USERS;

/** etcd and the Kubernetes control plane of one folder, all on free ports of the loopback address. */
export class ControlPlane {
  static async start(folder: string): Promise<ControlPlane> {
    const programs = await controlPlanePrograms();
    const serving = await selfSigned(folder, "apiserver", [
      LOOPBACK,
      "localhost",
      "10.96.0.1",
      "kubernetes.default.svc",
    ]);
    const ports = { etcd: await freePort(), peer: await freePort(), api: await freePort() };
    const plane = new ControlPlane(folder, programs, serving, ports);
    plane.writeIdentities();
    plane.startEtcd();
    await plane.bringBack();
    return plane;
  }

  readonly api: ApiClient;
  readonly server: string;
  private readonly components = new Map<string, Running>();
  private readonly tokens: Record<User, string>;

  private constructor(
    private readonly folder: string,
    readonly programs: string,
    private readonly serving: Certificate,
    private readonly ports: { readonly etcd: number; readonly peer: number; readonly api: number },
  ) {
    const token = (): string => randomBytes(16).toString("hex");
    this.tokens = {
      admin: token(),
      "kube-controller-manager": token(),
      "kube-scheduler": token(),
      kwok: token(),
    };
    this.server = `https://${LOOPBACK}:${ports.api}`;
    this.api = new ApiClient(this.server, serving.certificate, this.tokens.admin);
  }

  component(name: string): Running {
    const running = this.components.get(name);
    if (running === undefined) throw new Error(`${name} was never started`);
    return running;
  }

  kubeconfig(user: User): string {
    return join(this.folder, `${user}.kubeconfig`);
  }

  private async startApiServer(): Promise<void> {
    const key = join(this.folder, "service-accounts");
    const server = this.launch("kube-apiserver", [
      `--etcd-servers=http://${LOOPBACK}:${this.ports.etcd}`,
      `--bind-address=${LOOPBACK}`,
      `--advertise-address=${LOOPBACK}`,
      `--secure-port=${this.ports.api}`,
      // The endpoints of the service "kubernetes" may not be a loopback address.
      "--endpoint-reconciler-type=none",
      "--service-cluster-ip-range=10.96.0.0/16",
      `--tls-cert-file=${this.serving.certificateFile}`,
      `--tls-private-key-file=${this.serving.keyFile}`,
      `--token-auth-file=${join(this.folder, "tokens.csv")}`,
      "--authorization-mode=Node,RBAC",
      "--enable-admission-plugins=PodSecurity,NodeRestriction",
      "--service-account-issuer=https://kubernetes.default.svc",
      `--service-account-key-file=${key}.pub`,
      `--service-account-signing-key-file=${key}.key`,
    ]);
    const ready = async (): Promise<boolean> => (await this.api.text("GET", "/readyz")) === "ok";
    await waitFor("the API server's /readyz", ready, READY_LIMIT_SECONDS, server);
  }

  /**
   * Ends the API server outright, and scheduler and controllers with it, as a lost machine would. Controllers that live
   * on would miss what is deleted and made again under its name before they watch again, and never collect its pods.
   */
  async kill(): Promise<void> {
    const lost = ["kube-apiserver", "kube-controller-manager", "kube-scheduler"];
    await Promise.all(lost.map((name) => this.component(name).stop("SIGKILL")));
  }

  async bringBack(): Promise<void> {
    await this.startApiServer();
    this.startControllers();
  }

  startKwok(): void {
    const stages = ["node-initialize", "node-heartbeat", "pod-ready", "pod-complete", "pod-delete"];
    const files = stages.map((stage) => readFileSync(join(this.programs, "stages", `${stage}.yaml`), "utf8"));
    writeFileSync(join(this.folder, "stages.yaml"), files.join("\n---\n"));
    this.launch("kwok", [
      `--kubeconfig=${this.kubeconfig("kwok")}`,
      `--config=${join(this.folder, "stages.yaml")}`,
      "--manage-all-nodes=true",
      "--cidr=10.244.0.1/16",
    ]);
  }

  async stop(): Promise<void> {
    const clients = [...this.components].filter(([name]) => name !== "etcd" && name !== "kube-apiserver");
    await Promise.all(clients.map(([, running]) => running.stop("SIGTERM", 2)));
    await this.components.get("kube-apiserver")?.stop("SIGKILL");
    await this.components.get("etcd")?.stop("SIGKILL");
  }

  private startEtcd(): void {
    const client = `http://${LOOPBACK}:${this.ports.etcd}`;
    const peer = `http://${LOOPBACK}:${this.ports.peer}`;
    this.launch("etcd", [
      `--data-dir=${join(this.folder, "etcd")}`,
      `--listen-client-urls=${client}`,
      `--advertise-client-urls=${client}`,
      `--listen-peer-urls=${peer}`,
      `--initial-advertise-peer-urls=${peer}`,
      `--initial-cluster=default=${peer}`,
      "--unsafe-no-fsync",
      "--log-level=warn",
    ]);
  }

  private startControllers(): void {
    const common = (user: User): string[] => [
      `--kubeconfig=${this.kubeconfig(user)}`,
      "--leader-elect=false",
      "--secure-port=0",
    ];
    this.launch("kube-controller-manager", [
      ...common("kube-controller-manager"),
      "--use-service-account-credentials",
      `--root-ca-file=${this.serving.certificateFile}`,
      `--service-account-private-key-file=${join(this.folder, "service-accounts.key")}`,
    ]);
    this.launch("kube-scheduler", common("kube-scheduler"));
  }

  private launch(name: string, args: readonly string[]): Running {
    const logFile = join(this.folder, `${name}.log`);
    const running = spawn(name, join(this.programs, name), args, { folder: this.folder, logFile });
    this.components.set(name, running);
    return running;
  }

  private writeIdentities(): void {
    const keys = generateKeyPairSync("rsa", {
      modulusLength: 2048,
      publicKeyEncoding: { type: "spki", format: "pem" },
      privateKeyEncoding: { type: "pkcs8", format: "pem" },
    });
    writeFileSync(join(this.folder, "service-accounts.key"), keys.privateKey, { mode: 0o600 });
    writeFileSync(join(this.folder, "service-accounts.pub"), keys.publicKey);
    const users = Object.entries(USERS) as [User, (typeof USERS)[User]][];
    const lines = users.map(([user, [name, groups]]) => `${this.tokens[user]},${name},${name},"${groups}"`);
    writeFileSync(join(this.folder, "tokens.csv"), lines.join("\n"), { mode: 0o600 });
    for (const [user] of users) {
      writeFileSync(this.kubeconfig(user), JSON.stringify(this.kubeconfigOf(user)), { mode: 0o600 });
    }
  }

  private kubeconfigOf(user: User): object {
    const authority = Buffer.from(this.serving.certificate).toString("base64");
    const cluster = { server: this.server, "certificate-authority-data": authority };
    return {
      apiVersion: "v1",
      kind: "Config",
      "current-context": "test",
      clusters: [{ name: "test", cluster }],
      users: [{ name: user, user: { token: this.tokens[user] } }],
      contexts: [{ name: "test", context: { cluster: "test", user } }],
    };
  }
}
