import type { ConfigFiles } from "../../kubernetes/config-files";
import type { Port } from "../../kubernetes/connections";
import type { EnvValue, Mount, PodProps, Probe } from "../../kubernetes/pod";
import type { ISecret } from "../../kubernetes/secret";
import type { OpenLdapOptions } from "./openldap-props";
import { SLAPD_PATHS } from "./slapd-paths";

/** Where a server listens; the Service leads there from 636. */
export const LDAPS_PORT = { name: "ldaps", port: 1636 } as const satisfies Port;

/** User of the servers; any but root. */
export const SLAPD_UID = 1000;

/** Name of the claim template with the people. */
export const DATA_CLAIM = "people";

export interface OpenLdapPodOptions extends Pick<OpenLdapOptions, "image" | "resources" | "spread"> {
  readonly files: ConfigFiles;
  readonly passwords: ISecret;
  readonly certificate: ISecret;
  /** Authority of the servers, under `ca.crt`. */
  readonly ca?: ISecret;
}

/** One server: a step that fills in the passwords, then slapd. */
export function openLdapPod(options: OpenLdapPodOptions): PodProps {
  const { ca, certificate, files, image, passwords, resources, spread } = options;
  const password = (key: string): EnvValue => ({ secret: passwords.key(key) });
  const node = { POD_NAME: { field: "metadata.name" } } as const;
  const mounts: readonly Mount[] = [
    { volume: "config", path: SLAPD_PATHS.config },
    { volume: "run", path: SLAPD_PATHS.run },
    { volume: "certificate", path: SLAPD_PATHS.certificate },
    ...(ca ? [{ volume: "authority", path: authorityFolder() }] : []),
    { volume: DATA_CLAIM, path: SLAPD_PATHS.data },
  ];
  return {
    user: { uid: SLAPD_UID },
    spread,
    terminationGraceSeconds: 30,
    volumes: {
      config: { files },
      run: { scratch: { memory: true, sizeLimit: "32Mi" } },
      certificate: { secret: certificate, items: { "tls.crt": "tls.crt", "tls.key": "tls.key" } },
      ...(ca && { authority: { secret: ca, items: { "ca.crt": "ca.crt" } } }),
    },
    initContainers: [
      {
        name: "prepare",
        image,
        command: script("prepare.sh"),
        env: {
          ...node,
          ROOT_PASSWORD: password("root"),
          READER_PASSWORD: password("reader"),
          WRITER_PASSWORD: password("writer"),
          REPLICATOR_PASSWORD: password("replicator"),
        },
        resources,
        scratch: ["/tmp"],
        mounts,
      },
    ],
    containers: [
      {
        name: "slapd",
        image,
        command: script("start.sh"),
        env: node,
        ports: [LDAPS_PORT],
        resources,
        scratch: ["/tmp"],
        mounts,
        startup: { ...probe("in-step.sh"), periodSeconds: 5, timeoutSeconds: 20, failureThreshold: 120 },
        readiness: { check: { tcp: LDAPS_PORT.port }, periodSeconds: 5 },
        liveness: { ...probe("alive.sh"), periodSeconds: 30, timeoutSeconds: 10 },
      },
    ],
  };
}

function probe(name: string): Probe {
  return { check: { exec: script(name) } };
}

function script(name: string): readonly string[] {
  return ["/bin/sh", `${SLAPD_PATHS.config}/${name}`];
}

/** Folder of the authority's file. */
export function authorityFolder(): string {
  return SLAPD_PATHS.authority.slice(0, SLAPD_PATHS.authority.lastIndexOf("/"));
}
