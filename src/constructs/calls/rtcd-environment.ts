import type { EnvValue } from "../kubernetes/pod";
import type { SecretKey } from "../kubernetes/secret";
import type { MediaExposure } from "./exposure";

export const LOG_LEVELS = ["error", "warn", "info", "debug"] as const;
export type RtcdLogLevel = (typeof LOG_LEVELS)[number];

/** Packets kept for retransmission, a stream. */
export const NACK_BUFFERS = [32, 64, 128, 256, 512, 1024, 2048, 4096, 8192] as const;
export type NackBuffer = (typeof NACK_BUFFERS)[number];

export interface RtcdSettings {
  readonly exposure: MediaExposure;
  readonly apiPort: number;
  readonly mediaPort: number;
  /** UDP sockets; each is an open file. */
  readonly udpSockets: number;
  readonly nackBuffer: NackBuffer;
  readonly logLevel: RtcdLogLevel;
  /** Folder of the registered clients. */
  readonly store: string;
  /** Key of the administrator; undefined lets clients register themselves. */
  readonly adminKey?: SecretKey;
}

const POD_IP = "POD_IP";

/**
 * The environment of a router. It ignores names that it doesn't know, and exits on values that it doesn't like.
 * `RTCD_RTC_ICESERVERS` is left out on purpose: an empty list is no value to it, and without one it asks nobody.
 */
export function rtcdEnvironment(settings: RtcdSettings): Readonly<Record<string, EnvValue>> {
  const { adminKey, exposure } = settings;
  const port = String(settings.mediaPort);
  const address = `$(${POD_IP})`;
  return {
    [POD_IP]: { field: "status.podIP" },
    RTCD_API_HTTP_LISTENADDRESS: `${address}:${String(settings.apiPort)}`,
    RTCD_API_SECURITY_ALLOWSELFREGISTRATION: String(adminKey === undefined),
    RTCD_API_SECURITY_ENABLEADMIN: String(adminKey !== undefined),
    ...(adminKey && { RTCD_API_SECURITY_ADMINSECRETKEY: { secret: adminKey } }),
    // One address, so that no bridge or loopback address of the node becomes a candidate.
    RTCD_RTC_ICEADDRESSUDP: address,
    RTCD_RTC_ICEADDRESSTCP: address,
    RTCD_RTC_ICEPORTUDP: port,
    RTCD_RTC_ICEPORTTCP: port,
    RTCD_RTC_ENABLEIPV6: "false",
    ...hostOverride(exposure),
    RTCD_RTC_UDPSOCKETSCOUNT: String(settings.udpSockets),
    RTCD_RTC_NACKBUFFERSIZE: String(settings.nackBuffer),
    RTCD_RTC_NACKDISABLECOPY: "false",
    RTCD_STORE_DATASOURCE: settings.store,
    RTCD_LOGGER_ENABLECONSOLE: "true",
    RTCD_LOGGER_CONSOLEJSON: "true",
    RTCD_LOGGER_CONSOLELEVEL: settings.logLevel.toUpperCase(),
    RTCD_LOGGER_ENABLEFILE: "false",
  };
}

/**
 * What differs between the routers of one StatefulSet, by the name of the file that a router reads; undefined where
 * nothing does. The environment can't say it: Kubernetes gives all pods the same.
 */
export function routerFiles(
  name: string,
  exposure: MediaExposure,
): Readonly<Record<string, string>> | undefined {
  const file = (values: readonly (string | number)[], key: string): Readonly<Record<string, string>> =>
    Object.fromEntries(
      values.map((value, index) => [
        routerFile(routerName(name, index)),
        `[rtc]\n${key} = ${quote(value)}\n`,
      ]),
    );
  if (exposure.kind === "node-port") return file(exposure.ports, "ice_host_port_override");
  if (exposure.kind === "load-balancer") {
    return file(exposure.publicAddresses ?? exposure.addresses, "ice_host_override");
  }
  return undefined;
}

/** Name of a router's pod. */
export function routerName(name: string, index: number): string {
  return `${name}-${String(index)}`;
}

export function routerFile(pod: string): string {
  return `${pod}.toml`;
}

function hostOverride(exposure: MediaExposure): Readonly<Record<string, EnvValue>> {
  if (exposure.kind === "node-port") return { RTCD_RTC_ICEHOSTOVERRIDE: { field: "status.hostIP" } };
  if (exposure.kind !== "host-network" || !exposure.publicAddresses) return {};
  const pairs = Object.entries(exposure.publicAddresses).map(([node, address]) => `${address}/${node}`);
  return { RTCD_RTC_ICEHOSTOVERRIDE: pairs.sort().join(",") };
}

function quote(value: string | number): string {
  return typeof value === "number" ? String(value) : JSON.stringify(value);
}
