import type { ApplicationGatewayConfig } from "@cdktf/provider-azurerm/lib/application-gateway";

/** Parts of a gateway name one another; these are the names. Those of a host end in its name. */
export const PART = {
  https: "https",
  http: "http",
  address: "site",
  cluster: "cluster",
  certificate: "site",
  root: "cluster-root",
  subnet: "gateway",
  unused: "unused",
} as const;

/** Longest that a request may wait; a WebSocket is quiet for longer than any page. In seconds. */
const WEBSOCKET_SECONDS = 3600;

/** The proxy in the cluster that a gateway hands requests to. */
export interface GatewayBackend {
  /** IPv4 address of the cluster's internal load balancer. */
  readonly address: string;
  /** @default 443 */
  readonly port?: number;
  /** PEM of the authority behind its certificates. @default - a public authority */
  readonly trustedRoot?: string;
}

/** One host name that people type, and that the proxy has a certificate for. */
export interface GatewayHost {
  /** Letters and digits; unique among the hosts. */
  readonly name: string;
  /** e.g. `chat.osprey.example` */
  readonly host: string;
  /** Path that answers 200 while the host serves. */
  readonly probePath: string;
}

type Backend = Pick<
  ApplicationGatewayConfig,
  "backendAddressPool" | "backendHttpSettings" | "trustedRootCertificate" | "probe"
>;

type Listeners = Pick<
  ApplicationGatewayConfig,
  | "frontendPort"
  | "httpListener"
  | "sslCertificate"
  | "sslPolicy"
  | "redirectConfiguration"
  | "requestRoutingRule"
>;

/** Arguments for the way from the gateway to the cluster: encrypted, and only to who answers. */
export function backendParts(
  { address, port = 443, trustedRoot }: GatewayBackend,
  hosts: readonly GatewayHost[],
): Backend {
  return {
    backendAddressPool: [{ name: PART.cluster, ipAddresses: [address] }],
    backendHttpSettings: hosts.map(({ name, host }) => ({
      name,
      port,
      protocol: "Https",
      hostName: host,
      cookieBasedAffinity: "Disabled",
      requestTimeout: WEBSOCKET_SECONDS,
      probeName: name,
      connectionDraining: { enabled: true, drainTimeoutSec: 60 },
      ...(trustedRoot !== undefined && { trustedRootCertificateNames: [PART.root] }),
    })),
    ...(trustedRoot !== undefined && { trustedRootCertificate: [{ name: PART.root, data: trustedRoot }] }),
    probe: hosts.map(({ name, host, probePath }) => ({
      name,
      host,
      path: probePath,
      protocol: "Https",
      interval: 15,
      timeout: 10,
      unhealthyThreshold: 3,
      match: { statusCode: ["200"] },
    })),
  };
}

/** Arguments for the way from people to the gateway: HTTPS, with HTTP sent there. */
export function listenerParts(hosts: readonly GatewayHost[], certificateId: string): Listeners {
  return {
    frontendPort: [
      { name: PART.https, port: 443 },
      { name: PART.http, port: 80 },
    ],
    httpListener: hosts.flatMap((each) => [listener("https", each), listener("http", each)]),
    sslCertificate: [{ name: PART.certificate, keyVaultSecretId: certificateId }],
    // TLS 1.2 and 1.3, forward secrecy and authenticated encryption only.
    sslPolicy: { policyType: "Predefined", policyName: "AppGwSslPolicy20220101S" },
    redirectConfiguration: hosts.map(({ name }) => ({
      name,
      redirectType: "Permanent",
      targetListenerName: listenerName("https", name),
      includePath: true,
      includeQueryString: true,
    })),
    requestRoutingRule: hosts.flatMap(({ name }, index) => [
      {
        name: listenerName("https", name),
        priority: 100 + index,
        ruleType: "Basic",
        httpListenerName: listenerName("https", name),
        backendAddressPoolName: PART.cluster,
        backendHttpSettingsName: name,
      },
      {
        name: listenerName("http", name),
        priority: 200 + index,
        ruleType: "Basic",
        httpListenerName: listenerName("http", name),
        redirectConfigurationName: name,
      },
    ]),
  };
}

function listener(port: "https" | "http", { name, host }: GatewayHost) {
  return {
    name: listenerName(port, name),
    frontendIpConfigurationName: PART.address,
    frontendPortName: port,
    protocol: port === "https" ? "Https" : "Http",
    hostName: host,
    ...(port === "https" && { sslCertificateName: PART.certificate, requireSni: true }),
  };
}

function listenerName(port: "https" | "http", host: string): string {
  return `${port}-${host}`;
}
