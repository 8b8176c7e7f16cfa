import { Construct } from "constructs";
import type { TerraformStack } from "cdktf";
import { Connections } from "../../../src/constructs/kubernetes/connections";
import { Namespace } from "../../../src/constructs/kubernetes/namespace";
import { Secret } from "../../../src/constructs/kubernetes/secret";
import { SiteAuthority } from "../../../src/constructs/kubernetes/site-authority";
import type {
  IMattermostServer,
  MattermostReference,
} from "../../../src/constructs/mattermost/mattermost-reference";
import type { IPublishedHost, PublishedHost } from "../../../src/constructs/proxy/http-proxy";
import { NginxProxy, type NginxProxyProps, type ProxyHost } from "../../../src/constructs/proxy/nginx-proxy";
import { isProblemError } from "../../../src/errors/problem";
import { problemCodes, resourcesByName, synth, testStack } from "../../support/synth";

class Servers extends Construct implements IMattermostServer {
  public readonly connections = new Connections(this, "Connections", {
    name: "mattermost",
    pods: { namespace: "outpost", labels: { app: "mattermost" } },
    ports: [
      { name: "gossip", port: 8074 },
      { name: "http", port: 8065 },
    ],
  });
  public readonly mattermost: MattermostReference = {
    siteUrl: "https://chat.example",
    version: "11.10.0",
    edition: "enterprise",
    replicas: 2,
    connectivity: "disconnected",
    host: "mattermost.outpost.svc.cluster.local",
    port: 8065,
    maxFileSize: 60,
  };
}

const POD_MOUNTS = "spec.template.spec.container.0.volume_mount.*.mount_path";

/** Something with a host of its own, in a stack of its own. */
class SignIn extends Construct implements IPublishedHost {
  public readonly connections = new Connections(this, "Connections", {
    name: "keycloak",
    pods: { namespace: "outpost", labels: { app: "keycloak" } },
    ports: [{ name: "https", port: 8443 }],
  });
  public readonly published: PublishedHost;

  public constructor(authority?: string) {
    super(testStack(), "SignIn");
    this.published = {
      name: "sign-in",
      url: "https://sign-in.example",
      host: "keycloak-members.outpost.svc",
      port: { name: "https", port: 8443 },
      serverName: "keycloak.outpost.svc",
      ca: authority === undefined ? undefined : Secret.fromName(this, "Authority", { name: authority }),
      paths: ["/realms/outpost/"],
      closedPaths: [],
      purpose: "sign-in",
    };
  }
}

function signIn(authority?: string): ProxyHost {
  const host = new SignIn(authority);
  return { host, tls: { secret: Secret.fromName(host, "Certificate", { name: "sign-in-certificate" }) } };
}

interface Built {
  readonly stack: TerraformStack;
  readonly proxy: NginxProxy;
}

function build(props: Partial<NginxProxyProps> = {}): Built {
  const stack = testStack({ domain: "cluster.local" });
  const namespace = new Namespace(stack, "Namespace", { name: "outpost" });
  const tls = props.tls ?? {
    secret: Secret.fromName(stack, "Certificate", { name: "chat-certificate", revision: 3 }),
  };
  const server = new Servers(stack, "Servers");
  return { stack, proxy: new NginxProxy(stack, "Proxy", { namespace, server, ...props, tls }) };
}

/** A value in what was synthesized, e.g. `spec.port.*.node_port`; `*` takes every element of a list. */
function dig(value: unknown, path: string): unknown {
  const [step, ...rest] = path.split(".");
  if (step === undefined || step === "") return value;
  if (step === "*") return (value as unknown[]).map((each) => dig(each, rest.join(".")));
  return dig((value as Record<string, unknown> | undefined)?.[step], rest.join("."));
}

const read = (built: Built, type: string, name: string, path: string): unknown =>
  dig(resourcesByName(synth(built.stack), `kubernetes_${type}_v1`)[name], path);

const conf = (built: Built): unknown =>
  (read(built, "config_map", "nginx-configuration", "data") as Record<string, string>)["nginx.conf"];

describe("NginxProxy", () => {
  test.each<[string, unknown]>([
    ["replicas", "2"],
    ["template.spec.security_context.run_as_user", "101"],
    ["template.spec.termination_grace_period_seconds", 60],
    ["template.spec.container.0.command", ["nginx", "-e", "/dev/stderr", "-c", "/etc/nginx/site/nginx.conf"]],
    ["template.spec.container.0.security_context.read_only_root_filesystem", true],
    ["template.spec.container.*.name", ["nginx"]],
    [
      "template.spec.container.0.volume_mount.*.mount_path",
      ["/etc/nginx/site", "/etc/nginx/tls", "/var/cache/nginx", "/tmp"],
    ],
    ["template.spec.container.0.volume_mount.*.read_only", [true, true, false, false]],
    ["template.spec.volume.*.empty_dir.size_limit", [undefined, undefined, "1536Mi", "64Mi"]],
    [
      "template.spec.container.0.readiness_probe.http_get",
      { path: "/healthz", port: "8443", scheme: "HTTPS" },
    ],
    ["template.spec.container.0.liveness_probe.http_get", { path: "/healthz", port: "8081", scheme: "HTTP" }],
  ])("has the pod's %s", (path, expected) => {
    expect(read(build(), "deployment", "nginx", `spec.${path}`)).toEqual(expected);
  });

  test("puts the servers into the configuration", () => {
    const text = conf(build());
    expect(text).toContain("server mattermost.outpost.svc.cluster.local:8065 resolve ");
    expect(text).toContain("resolver kube-dns.kube-system.svc.cluster.local valid=5s");
    expect(text).toContain("server_name chat.example;");
  });

  test.each([
    [{}, 70],
    [{ maxBodySize: 500 }, 500],
  ])("sizes bodies after the servers' files: %j", (props, expected) => {
    const built = build(props);
    expect(built.proxy.httpProxy).toEqual({ host: "chat.example", maxBodySize: expected });
    expect(conf(built)).toContain(`client_max_body_size ${expected}m;`);
  });

  test("rolls its pods when the configuration or the certificate's revision changes, and only then", () => {
    const hash = (props: Partial<NginxProxyProps>): unknown =>
      read(build(props), "deployment", "nginx", "spec.template.metadata.annotations");
    expect(hash({})).toEqual(hash({}));
    expect(hash({})).not.toEqual(hash({ hsts: false }));
    const renewed = Secret.fromName(testStack(), "Other", { name: "chat-certificate", revision: 4 });
    expect(hash({})).not.toEqual(hash({ tls: { secret: renewed } }));
  });

  test.each<[NginxProxyProps["exposure"], Record<string, unknown>]>([
    [undefined, { type: "LoadBalancer" }],
    [
      { kind: "load-balancer", address: "192.0.2.10" },
      { type: "LoadBalancer", load_balancer_ip: "192.0.2.10" },
    ],
    [{ kind: "node-port", https: 30443, http: 30080 }, { type: "NodePort" }],
  ])("is exposed as %j, and keeps the clients' addresses", (exposure, expected) => {
    const spec = read(build({ exposure }), "service", "nginx", "spec");
    expect(spec).toMatchObject({ ...expected, external_traffic_policy: "Local" });
    expect(dig(spec, "port.*.port")).toEqual([443, 80]);
    expect(dig(spec, "port.*.target_port")).toEqual(["8443", "8080"]);
    const nodePorts = exposure?.kind === "node-port" ? [30443, 30080] : [undefined, undefined];
    expect(dig(spec, "port.*.node_port")).toEqual(nodePorts);
  });

  test.each<[Partial<NginxProxyProps>, unknown]>([
    [{}, undefined],
    [{ allowFrom: ["10.9.0.0/16"] }, [{ ip_block: { cidr: "10.9.0.0/16" } }]],
    [{ allowFrom: ["10.9.0.0/16"], trustedProxies: ["10.1.0.0/24"] }, undefined],
  ])("lets people in from the allowed networks: %j", (props, from) => {
    const ingress = read(build(props), "network_policy", "nginx", "spec.ingress");
    expect(dig(ingress, "*.from")).toEqual([from]);
    expect(dig(ingress, "*.ports.*.port")).toEqual([["8080", "8443"]]);
  });

  test("connects to the servers' HTTP port and to nothing else", () => {
    const { stack, proxy } = build();
    const outgoing = Connections.allBelow(stack).filter((each) => each.from === proxy.connections.members[0]);
    expect(outgoing.map((each) => [each.to.sideName, each.port.port])).toEqual([["mattermost", 8065]]);
  });

  test.each([
    [{ replicas: 2 }, true],
    [{ replicas: 1 }, false],
  ])("has a disruption budget when there is more than one pod: %j", (props, expected) => {
    const budgets = resourcesByName(synth(build(props).stack), "kubernetes_pod_disruption_budget_v1");
    expect("nginx" in budgets).toBe(expected);
  });

  test("asks an authority for its certificate, and waits for the authority", () => {
    const stack = testStack();
    const namespace = new Namespace(stack, "Namespace", { name: "outpost" });
    const authority = new SiteAuthority(stack, "Authority", { namespace });
    new NginxProxy(stack, "Proxy", { namespace, server: new Servers(stack, "Servers"), tls: { authority } });
    const json = synth(stack);
    const release = resourcesByName(json, "helm_release")["nginx-tls"] as {
      values: string[];
      depends_on: string[];
    };
    const { manifests } = JSON.parse(release.values[0] ?? "") as { manifests: { spec: unknown }[] };
    expect(manifests[0]?.spec).toMatchObject({ secretName: "nginx-tls", dnsNames: ["chat.example"] });
    expect(release.depends_on.join()).toContain("Authority");
    const deployment = resourcesByName(json, "kubernetes_deployment_v1").nginx as { depends_on: string[] };
    expect(deployment.depends_on.join()).toContain("helm_release.Proxy_Certificate_Request");
  });

  test("serves another host: certificate, authority and connection", () => {
    const { stack, proxy } = build({ hosts: [signIn("ca")] });
    const mounts = read({ stack, proxy }, "deployment", "nginx", POD_MOUNTS);
    expect(mounts).toEqual(
      expect.arrayContaining(["/etc/nginx/hosts/sign-in", "/etc/nginx/hosts/sign-in-authority"]),
    );
    expect(conf({ stack, proxy })).toContain("server keycloak-members.outpost.svc:8443 resolve ");
    const outgoing = Connections.allBelow(stack).filter((each) => each.from === proxy.connections.members[0]);
    expect(outgoing.map((each) => [each.to.sideName, each.port.port])).toEqual([
      ["mattermost", 8065],
      ["keycloak", 8443],
    ]);
    expect(problemCodes(() => build({ hosts: [signIn()] }))).toEqual(["HF3107"]);
  });

  test.each<[string, Partial<NginxProxyProps>]>([
    ["HF3102", { allowFrom: ["everyone"] }],
    ["HF3104", { workers: 0 }],
    ["HF3101", { resolvers: ["10.96.0.10; include /etc/passwd"] }],
  ])("refuses what NGINX could not take, and says where: %s", (code, props) => {
    expect.assertions(2);
    try {
      build(props);
    } catch (error) {
      if (!isProblemError(error)) throw error;
      expect(error.problems.map((each) => each.code)).toEqual([code]);
      expect(error.problems[0]?.path).toMatch(/^test\/Proxy\./);
    }
  });
});
