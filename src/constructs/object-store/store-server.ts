import { erasureSetSize, type ErasureLayout } from "../../catalog/erasure-coding";

/** Port of the S3 interface, of the peers and of the metrics. */
export const STORE_PORT = { name: "s3", port: 9000 } as const;

/** Folder with `public.crt`, `private.key` and `CAs/`. */
export const CERTIFICATES_PATH = "/certs";

export interface StoreServerOptions extends ErasureLayout {
  /** Name of the StatefulSet. */
  readonly name: string;
  /** Full name of the headless Service. */
  readonly peersHost: string;
}

/** Folder of a drive, counted from 0; the claim has the same name without the slash. */
export function drivePath(drive: number): string {
  return `/data-${String(drive)}`;
}

/**
 * Arguments of the server, never a command: images of one family differ in the program's name, and their entry points
 * know it. Several servers name each other in one pattern; a single one names its own folders.
 */
export function serverArguments(options: StoreServerOptions): readonly string[] {
  const { servers, drivesPerServer, name, peersHost } = options;
  const drives = `/data-${range(drivesPerServer)}`;
  const peers = `https://${name}-${range(servers)}.${peersHost}:${String(STORE_PORT.port)}`;
  return [
    "server",
    `--address=:${String(STORE_PORT.port)}`,
    `--certs-dir=${CERTIFICATES_PATH}`,
    servers > 1 ? `${peers}${drives}` : drives,
  ];
}

/** Settings of the server that hold no secret. */
export function serverEnvironment(layout: ErasureLayout): Readonly<Record<string, string>> {
  const set = erasureSetSize(layout.servers * layout.drivesPerServer);
  return {
    MINIO_UPDATE: "off",
    MINIO_BROWSER: "off",
    // Metrics without a token; the network policy says who may read them.
    MINIO_PROMETHEUS_AUTH_TYPE: "public",
    ...(set > 1 && {
      // Said, so that the store does not choose another size and with it another tolerance.
      MINIO_ERASURE_SET_DRIVE_COUNT: String(set),
      MINIO_STORAGE_CLASS_STANDARD: `EC:${String(layout.parity)}`,
    }),
  };
}

/** `{0...3}` for 4, `0` for 1. */
function range(count: number): string {
  return count > 1 ? `{0...${String(count - 1)}}` : "0";
}
