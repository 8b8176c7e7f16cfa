import type { ApplicationGatewayConfig } from "@cdktf/provider-azurerm/lib/application-gateway";

/** Parts of a gateway name one another; these are the names. */
export const PART = {
  https: "https",
  http: "http",
  address: "site",
  cluster: "cluster",
  certificate: "site",
  root: "cluster-root",
  probe: "mattermost",
  subnet: "gateway",
  unused: "unused",
} as const;

/** Longest that a request may wait; a WebSocket is quiet for longer than any page. In seconds. */
const WEBSOCKET_SECONDS = 3600;

/** The proxy in the cluster that a gateway hands requests to. */
export interface GatewayBackend {
  /** IPv4 address of the cluster's internal load balancer. */
  readonly address: string;
  /** Host name that it answers to and has a certificate for. */
  readonly host: string;
  /** @default 443 */
  readonly port?: number;
  /** PEM of the authority behind its certificate. @default - a public authority */
  readonly trustedRoot?: string;
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
export function backendParts({ address, host, port = 443, trustedRoot }: GatewayBackend): Backend {
  return {
    backendAddressPool: [{ name: PART.cluster, ipAddresses: [address] }],
    backendHttpSettings: [
      {
        name: PART.cluster,
        port,
        protocol: "Https",
        hostName: host,
        cookieBasedAffinity: "Disabled",
        requestTimeout: WEBSOCKET_SECONDS,
        probeName: PART.probe,
        connectionDraining: { enabled: true, drainTimeoutSec: 60 },
        ...(trustedRoot !== undefined && { trustedRootCertificateNames: [PART.root] }),
      },
    ],
    ...(trustedRoot !== undefined && { trustedRootCertificate: [{ name: PART.root, data: trustedRoot }] }),
    probe: [
      {
        name: PART.probe,
        host,
        path: "/api/v4/system/ping",
        protocol: "Https",
        interval: 15,
        timeout: 10,
        unhealthyThreshold: 3,
        match: { statusCode: ["200"] },
      },
    ],
  };
}

/** Arguments for the way from people to the gateway: HTTPS, with HTTP sent there. */
export function listenerParts(host: string, certificateId: string): Listeners {
  const listener = (name: "https" | "http") => ({
    name,
    frontendIpConfigurationName: PART.address,
    frontendPortName: name,
    protocol: name === "https" ? "Https" : "Http",
    hostName: host,
    ...(name === "https" && { sslCertificateName: PART.certificate, requireSni: true }),
  });
  return {
    frontendPort: [
      { name: PART.https, port: 443 },
      { name: PART.http, port: 80 },
    ],
    httpListener: [listener("https"), listener("http")],
    sslCertificate: [{ name: PART.certificate, keyVaultSecretId: certificateId }],
    // TLS 1.2 and 1.3 with forward secrecy only.
    sslPolicy: { policyType: "Predefined", policyName: "AppGwSslPolicy20220101" },
    redirectConfiguration: [
      {
        name: PART.http,
        redirectType: "Permanent",
        targetListenerName: PART.https,
        includePath: true,
        includeQueryString: true,
      },
    ],
    requestRoutingRule: [
      {
        name: PART.https,
        priority: 100,
        ruleType: "Basic",
        httpListenerName: PART.https,
        backendAddressPoolName: PART.cluster,
        backendHttpSettingsName: PART.cluster,
      },
      {
        name: PART.http,
        priority: 200,
        ruleType: "Basic",
        httpListenerName: PART.http,
        redirectConfigurationName: PART.http,
      },
    ],
  };
}
