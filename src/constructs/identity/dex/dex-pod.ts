import type { Image } from "../../../catalog/image";
import type { ConfigFiles } from "../../kubernetes/config-files";
import type { Port } from "../../kubernetes/connections";
import type { ContainerResources, PodProps } from "../../kubernetes/pod";
import type { ISecret, SecretKey } from "../../kubernetes/secret";
import { DEX_VARIABLES } from "./dex-config";

/** Ports of dex. The second one has health and metrics, and no Service names it. */
export const DEX_PORTS = {
  https: { name: "https", port: 5556 },
  telemetry: { name: "telemetry", port: 5558 },
} as const satisfies Record<string, Port>;

/** Where the server's files are seen inside. */
export const DEX_PATHS = {
  config: "/holdfast/config",
  certificate: "/holdfast/certificate",
  authority: "/holdfast/authority",
} as const;

/** Names of the rendered files. */
export const DEX_FILES = { config: "config.yaml", start: "start.sh", alive: "alive.sh" } as const;

/** Any user but root; a high one is nobody on a node. The image's files are everybody's to read. */
const DEX_UID = 10_001;

/** The certificate as it was read, in memory. */
const READ = "/tmp/certificate-at-start";

/** Where a server's files are: a test has them elsewhere. */
export interface DexScriptPaths {
  readonly program: string;
  readonly config: string;
  readonly certificate: string;
  readonly read: string;
}

const SCRIPT_PATHS: DexScriptPaths = {
  program: "/usr/local/bin/dex",
  config: DEX_PATHS.config,
  certificate: DEX_PATHS.certificate,
  read: READ,
};

/**
 * Scripts by file name. dex watches the certificate's file itself, which in a mounted Secret never changes: a link to
 * its folder does. So a renewed one ends the server, which the kubelet starts again.
 */
export function dexScripts(paths: DexScriptPaths = SCRIPT_PATHS): Readonly<Record<string, string>> {
  const { certificate, config, program, read } = paths;
  return {
    [DEX_FILES.start]: `#!/bin/sh
set -eu
cp ${certificate}/tls.crt ${read}
exec ${program} serve ${config}/${DEX_FILES.config}
`,
    [DEX_FILES.alive]: `#!/bin/sh
set -eu
cmp -s ${certificate}/tls.crt ${read}
`,
  };
}

export interface DexPodOptions {
  readonly image: Image | string;
  readonly resources: ContainerResources;
  readonly files: ConfigFiles;
  readonly certificate: ISecret;
  readonly clientSecret: SecretKey;
  readonly bindPassword: SecretKey;
  /** Authority of the directory, under `ca.crt`. */
  readonly directoryCa?: ISecret;
}

/** Switches of the program: a word that it does not know stops it, and so does a directory that it can't describe. */
export const DEX_SWITCHES = {
  DEX_CONFIG_DISALLOW_UNKNOWN_FIELDS: "true",
  DEX_CONTINUE_ON_CONNECTOR_FAILURE: "false",
} as const;

/** dex on a read-only root; it keeps nothing on a disk. */
export function dexPod(options: DexPodOptions): PodProps {
  const { bindPassword, certificate, clientSecret, directoryCa, files, image, resources } = options;
  return {
    user: { uid: DEX_UID },
    volumes: {
      config: { files },
      certificate: { secret: certificate, items: { "tls.crt": "tls.crt", "tls.key": "tls.key" } },
      ...(directoryCa && { authority: { secret: directoryCa, items: { "ca.crt": "ca.crt" } } }),
    },
    containers: [
      {
        name: "dex",
        image,
        command: script(DEX_FILES.start),
        env: {
          ...DEX_SWITCHES,
          [DEX_VARIABLES.clientSecret]: { secret: clientSecret },
          [DEX_VARIABLES.bindPassword]: { secret: bindPassword },
          [DEX_VARIABLES.dollar]: "$",
        },
        ports: Object.values(DEX_PORTS),
        resources,
        scratch: ["/tmp"],
        mounts: [
          { volume: "config", path: DEX_PATHS.config },
          { volume: "certificate", path: DEX_PATHS.certificate },
          ...(directoryCa ? [{ volume: "authority", path: DEX_PATHS.authority }] : []),
        ],
        startup: {
          check: { tcp: DEX_PORTS.https.port },
          periodSeconds: 2,
          failureThreshold: 30,
        },
        readiness: {
          check: { http: { path: "/healthz/ready", port: DEX_PORTS.telemetry.port } },
          periodSeconds: 5,
        },
        liveness: { check: { exec: script(DEX_FILES.alive) }, periodSeconds: 30 },
      },
    ],
  };
}

function script(name: string): readonly string[] {
  return ["/bin/sh", `${DEX_PATHS.config}/${name}`];
}
