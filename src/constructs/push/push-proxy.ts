import { Construct, type IConstruct } from "constructs";
import type { Image } from "../../catalog/image";
import { IMAGES } from "../../catalog/images";
import { APPLE_PUSH_HOSTS, GOOGLE_PUSH_HOSTS } from "../../catalog/push-hosts";
import { ConfigFiles } from "../kubernetes/config-files";
import { Connections, type IConnectable, type IConnections, type Port } from "../kubernetes/connections";
import type { INamespace } from "../kubernetes/namespace";
import type { ContainerProps, ContainerResources, Mount, Probe, Volume } from "../kubernetes/pod";
import { refuse } from "../kubernetes/problems";
import type { SecretKey } from "../kubernetes/secret";
import { Service } from "../kubernetes/service";
import { Workload } from "../kubernetes/workload";
import { PUSH_PROBLEMS } from "./problems";
import { renderPushProxyConfig, type AppleApp } from "./push-proxy-config";

/** A push proxy, whoever runs it. */
export interface IPushProxy extends IConstruct, IConnectable {
  /** Address that the servers send to, without slash at its end. */
  readonly url: string;
}

export interface PushProxyProps {
  readonly namespace: INamespace;
  /** Your own iOS app; `key` is the signing key of APNs (.p8). */
  readonly apple?: AppleApp & { readonly key: SecretKey };
  /** Your own Android app; the service account of Firebase, JSON. */
  readonly android?: { readonly serviceAccount: SecretKey };
  /** @default "push-proxy" */
  readonly name?: string;
  /** @default 2 */
  readonly replicas?: number;
  /** @default 100m, 128Mi */
  readonly resources?: ContainerResources;
  /** Messages a second and sender. @default 300 */
  readonly throttlePerSecond?: number;
  /** @default the catalogue's push proxy */
  readonly image?: Image | string;
  /** Networks of Apple and Google, CIDR notation. @default any address, on port 443 */
  readonly addresses?: readonly string[];
}

const HTTP: Port = { name: "http", port: 8066 };
const NOBODY = 65_534;
const CONFIG = "/etc/push-proxy/config";
const KEYS = { apple: "/etc/push-proxy/apple", android: "/etc/push-proxy/android" } as const;
const FILES = { apple: "apple.p8", android: "firebase.json" } as const;
const VERSION: Probe = { check: { http: { path: "/version", port: HTTP.port } } };
const DEFAULTS = {
  name: "push-proxy",
  replicas: 2,
  resources: { cpu: "100m", memory: "128Mi" },
  throttlePerSecond: 300,
} as const;

/**
 * A push proxy of your own, for apps that you built and signed: the apps of the stores accept the vendor's proxies
 * only. It has neither TLS nor login, so only connections that are allowed reach it.
 */
export class PushProxy extends Construct implements IPushProxy {
  public readonly url: string;
  public readonly connections: IConnections;
  public readonly workload: Workload;

  public constructor(scope: Construct, id: string, props: PushProxyProps) {
    super(scope, id);
    this.check(props);
    const name = props.name ?? DEFAULTS.name;
    const { mounts, volumes } = this.files(name, props);
    this.workload = new Workload(this, "Workload", {
      name,
      namespace: props.namespace,
      controller: {
        kind: "Deployment",
        replicas: props.replicas ?? DEFAULTS.replicas,
        rollout: "one-more",
      },
      pod: {
        user: { uid: NOBODY },
        containers: [container(props, mounts)],
        volumes,
      },
    });
    const service = new Service(this, "Service", {
      name,
      namespace: props.namespace,
      selector: this.workload.selector,
      ports: [{ port: HTTP.port, target: HTTP }],
    });
    this.url = `http://${service.host}:${HTTP.port}`;
    this.connections = this.workload.connections;
    this.connect(props);
  }

  private files(
    name: string,
    { apple, android, ...props }: PushProxyProps,
  ): { readonly volumes: Readonly<Record<string, Volume>>; readonly mounts: readonly Mount[] } {
    const config = renderPushProxyConfig({
      port: HTTP.port,
      throttlePerSecond: props.throttlePerSecond ?? DEFAULTS.throttlePerSecond,
      apple: apple && { ...apple, keyFile: `${KEYS.apple}/${FILES.apple}` },
      android: android && { serviceFile: `${KEYS.android}/${FILES.android}` },
    });
    const files = new ConfigFiles(this, "Config", {
      namespace: props.namespace,
      name: `${name}-config`,
      files: { "mattermost-push-proxy.json": config },
    });
    const account = android?.serviceAccount;
    return {
      volumes: {
        config: { files },
        ...(apple && { apple: { secret: apple.key.secret, items: { [apple.key.key]: FILES.apple } } }),
        ...(account && { android: { secret: account.secret, items: { [account.key]: FILES.android } } }),
      },
      mounts: [
        { volume: "config", path: CONFIG },
        ...(apple ? [{ volume: "apple", path: KEYS.apple }] : []),
        ...(android ? [{ volume: "android", path: KEYS.android }] : []),
      ],
    };
  }

  private connect({ apple, android, addresses }: PushProxyProps): void {
    const ports = [{ name: "https", port: 443 }];
    if (apple) {
      const name = APPLE_PUSH_HOSTS[apple.sandbox ? "sandbox" : "production"];
      this.connections.allowTo(
        new Connections(this, "Apple", { name, addresses, ports }),
        "notifications to iOS",
      );
    }
    if (android) {
      for (const [id, name] of Object.entries(GOOGLE_PUSH_HOSTS)) {
        this.connections.allowTo(
          new Connections(this, id, { name, addresses, ports }),
          "notifications to Android",
        );
      }
    }
  }

  private check({ apple, android }: PushProxyProps): void {
    if (!apple && !android) {
      refuse(this, PUSH_PROBLEMS.noApps, {
        message: "neither apple nor android is given",
        expected: "the credentials of at least one app",
      });
    }
    const wrong = apple && Object.entries(APPLE_FORMS).find(([id, form]) => !form.test(apple[id as AppleId]));
    if (wrong) {
      refuse(this, PUSH_PROBLEMS.appleCredential, {
        message: `${wrong[0]} is "${apple[wrong[0] as AppleId]}"`,
        expected: wrong[0] === "topic" ? "a bundle id" : "10 capital letters and digits",
      });
    }
  }
}

type AppleId = keyof typeof APPLE_FORMS;

const APPLE_FORMS = {
  keyId: /^[A-Z0-9]{10}$/,
  teamId: /^[A-Z0-9]{10}$/,
  topic: /^[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$/,
} as const;

function container(props: PushProxyProps, mounts: readonly Mount[]): ContainerProps {
  return {
    name: "push-proxy",
    image: props.image ?? IMAGES.pushProxy,
    // The image's own entry point would write a configuration.
    command: ["/mattermost-push-proxy/bin/mattermost-push-proxy"],
    args: ["-config", `${CONFIG}/mattermost-push-proxy.json`],
    ports: [HTTP],
    resources: props.resources ?? DEFAULTS.resources,
    mounts,
    startup: { ...VERSION, periodSeconds: 2, failureThreshold: 30 },
    readiness: VERSION,
    liveness: { ...VERSION, periodSeconds: 30 },
  };
}
