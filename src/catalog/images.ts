import type { Image } from "./image";

const ANY = ["amd64", "arm64"] as const;
const AMD64 = ["amd64"] as const;

/**
 * Every image that Holdfast deploys by itself; images of upstream charts stand in `charts.ts`.
 * The Mattermost tag follows the site's server version, see {@link mattermostImage}.
 */
export const IMAGES = {
  postgres18: {
    registry: "ghcr.io",
    repository: "cloudnative-pg/postgresql",
    tag: "18.6-202608170814-standard-trixie",
    digest: "sha256:771f9eab5225587af259d84680cc69a5b6e374ac32bb24effafde1f3368a1241",
    architectures: ANY,
    licence: "PostgreSQL",
    source: "cloudnative-pg image catalog standard-trixie",
    date: "2026-08-17",
  },
  postgres17: {
    registry: "ghcr.io",
    repository: "cloudnative-pg/postgresql",
    tag: "17.11-202608170816-standard-trixie",
    digest: "sha256:91e0de662d53895a45f1396f4ee1a75daeb0c26fc87853afc9c8f43e01fdaa21",
    architectures: ANY,
    licence: "PostgreSQL",
    source: "cloudnative-pg image catalog standard-trixie",
    date: "2026-08-17",
  },
  postgres16: {
    registry: "ghcr.io",
    repository: "cloudnative-pg/postgresql",
    tag: "16.15-202608170814-standard-trixie",
    digest: "sha256:3df9103d7f89c8abc2870463d4d446944c81b5f1f4b707c590895dc003ecbb65",
    architectures: ANY,
    licence: "PostgreSQL",
    source: "cloudnative-pg image catalog standard-trixie",
    date: "2026-08-17",
  },
  pgbouncer: {
    registry: "ghcr.io",
    repository: "cloudnative-pg/pgbouncer",
    tag: "1.25.1",
    architectures: ANY,
    licence: "ISC",
    source: "cloudnative-pg 1.30.0, compiled-in default",
    date: "2026-06-29",
  },
  silo: {
    registry: "docker.io",
    repository: "pgsty/silo",
    tag: "RELEASE.2026-09-16T00-00-00Z",
    digest: "sha256:635197cb9f36d01bee221d34d1c7d7960f6a95c48b0b6c01d99cd13bdae51a46",
    architectures: ANY,
    licence: "AGPL-3.0-only",
    source: "pgsty/silo release page",
    date: "2026-09-16",
  },
  storeClient: {
    registry: "docker.io",
    repository: "pgsty/mc",
    tag: "RELEASE.2026-09-16T00-00-00Z",
    architectures: ANY,
    licence: "AGPL-3.0-only",
    source: "pgsty/silo release page",
    date: "2026-09-16",
  },
  nginx: {
    registry: "docker.io",
    repository: "nginxinc/nginx-unprivileged",
    tag: "1.30.4-alpine",
    architectures: ANY,
    licence: "BSD-2-Clause",
    source: "nginx stable release list",
    date: "2026-08-19",
  },
  keycloak: {
    registry: "quay.io",
    repository: "keycloak/keycloak",
    tag: "26.8.0",
    digest: "sha256:b0f60d489d51c5d113390bdf5461d4c06e6051be026c05549f2e1e10ec352bcc",
    architectures: ANY,
    licence: "Apache-2.0",
    source: "Keycloak release 26.8.0 (October); 26.7.3 closed a dozen vulnerabilities, nothing older may run",
    date: "2026-11-21",
  },
  pushProxy: {
    registry: "docker.io",
    repository: "mattermost/mattermost-push-proxy",
    tag: "6.5.0",
    architectures: ANY,
    licence: "Apache-2.0",
    source: "mattermost-push-proxy release page",
    date: "2026-06-05",
  },
  rtcd: {
    registry: "docker.io",
    repository: "mattermost/rtcd",
    tag: "v1.2.6",
    architectures: ANY,
    licence: "MIT, as compiled by the vendor",
    source: "rtcd release list, v1.2.6",
    date: "2026-06-29",
  },
  coturn: {
    registry: "docker.io",
    repository: "coturn/coturn",
    tag: "4.18.0",
    digest: "sha256:bbefd3e1fdfdc0d58770fe01b581fd8b00d9f3a5580d00acb77cf719a6bc78e3",
    architectures: ANY,
    licence: "BSD-3-Clause",
    source: "coturn 4.18.0; the digest of its image index as two public deployments pin it",
    date: "2026-09-08",
  },
  callsOffloader: {
    registry: "docker.io",
    repository: "mattermost/calls-offloader",
    tag: "v0.9.5",
    architectures: ANY,
    licence: "MIT, as compiled by the vendor",
    source: "calls-offloader release page; its images of the jobs stand in calls-releases.ts",
    date: "2026-03-06",
  },
  dex: {
    registry: "ghcr.io",
    repository: "dexidp/dex",
    tag: "v2.45.1",
    digest: "sha256:8499afd690c437f52301efd2b05b2455da5bd2dfc20332cd697dc9937f808462",
    architectures: ANY,
    licence: "Apache-2.0",
    source:
      "dex v2.45.1 with Alpine's shell; the digest of its image index as many public deployments pin it",
    date: "2026-03-03",
  },
  openLdap: {
    registry: "docker.io",
    repository: "vegardit/openldap",
    tag: "2.6.10",
    architectures: ANY,
    licence: "OLDAP-2.8",
    source: "vegardit/docker-openldap: Debian stable with its slapd and ldap-utils, rebuilt every week",
    date: "2026-08-20",
  },
  node: {
    registry: "docker.io",
    repository: "library/node",
    tag: "24.21.0-alpine",
    architectures: ANY,
    licence: "MIT",
    source: "Node.js releases, line 24 (long-term support), and their official images",
    date: "2026-11-22",
  },
  ollama: {
    registry: "docker.io",
    repository: "ollama/ollama",
    tag: "0.32.15",
    architectures: ANY,
    licence: "MIT",
    source: "ollama chart 1.77.0",
    date: "2026-08-21",
  },
  vllm: {
    registry: "docker.io",
    repository: "vllm/vllm-openai",
    tag: "v0.29.0",
    architectures: AMD64,
    licence: "Apache-2.0",
    source: "vLLM release list, 0.29.0",
    date: "2026-11-21",
  },
} as const satisfies Record<string, Image>;

/** Editions of the Mattermost server image. Published for amd64 only. */
const MATTERMOST_REPOSITORIES = {
  enterprise: "mattermost/mattermost-enterprise-edition",
  fips: "mattermost/mattermost-enterprise-fips-edition",
  team: "mattermost/mattermost-team-edition",
} as const;

export type MattermostEdition = keyof typeof MATTERMOST_REPOSITORIES;

/** The server image of an exact version, e.g. `11.7.9`. Uid and gid 2000, no shell. */
export function mattermostImage(edition: MattermostEdition, version: string): Image {
  return {
    registry: "docker.io",
    repository: MATTERMOST_REPOSITORIES[edition],
    tag: version,
    architectures: AMD64,
    licence: edition === "team" ? "AGPL-3.0 and MIT" : "Mattermost commercial terms",
    source: "Mattermost server build and installation documentation",
    date: "2026-08-21",
  };
}

/** The PostgreSQL image of a major version, or undefined when the catalogue has none. All contain pgvector. */
export function postgresImage(major: number): Image | undefined {
  const images: Readonly<Record<number, Image>> = {
    16: IMAGES.postgres16,
    17: IMAGES.postgres17,
    18: IMAGES.postgres18,
  };
  return images[major];
}
