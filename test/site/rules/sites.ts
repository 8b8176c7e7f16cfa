import type { Problem } from "../../../src/errors/problem";
import { resolveSite } from "../../../src/site/resolve";
import { checkSite } from "../../../src/site/rules";
import { siteSpec, type SiteSpec } from "../../../src/site/spec";

/** A change to the base site's file. */
export type Change = (spec: SiteSpec) => void;

/** A site that breaks one rule, and the change that would mend it where the base site is too far away. */
export interface RuleCase {
  readonly code: string;
  /** What is different from the base site. */
  readonly what: string;
  readonly breaks: Change;
  /** Paths of the findings of this code. */
  readonly paths: readonly string[];
  /** Text that the message must show: the value seen. */
  readonly shows: string;
  /** A near site that keeps the rule; the base site when absent. */
  readonly keeps?: Change;
}

/** A fresh copy of a site that keeps every rule. */
export function baseSpec(): SiteSpec {
  return {
    name: "outpost-kestrel",
    topology: "edge",
    connectivity: "disconnected",
    timeSources: ["ntp1.outpost-kestrel.example"],
    cluster: {
      nodes: { count: 4 },
      registry: { host: "registry.outpost-kestrel.example" },
      charts: { directory: "charts" },
    },
    people: { users: 200 },
    mattermost: {
      siteUrl: "https://chat.outpost-kestrel.example",
      version: "11.7.9",
      licence: { secret: "mattermost-licence", tier: "enterprise" },
    },
    identity: { kind: "keycloak", url: "https://sign-in.outpost-kestrel.example" },
  };
}

/** Problems of the base site after a change. The changed file must still fit the schema. */
export function problemsAfter(change: Change = () => undefined): readonly Problem[] {
  const draft = baseSpec();
  change(draft);
  const spec = siteSpec.parse(draft);
  return checkSite(resolveSite(spec, { directory: "/sites" }), spec);
}

/** A change that writes server settings. */
export function settings(written: NonNullable<SiteSpec["mattermost"]["settings"]>): Change {
  return ({ mattermost }) => {
    mattermost.settings = { ...mattermost.settings, ...written };
  };
}

/** Several changes after each other. */
export function all(...changes: readonly Change[]): Change {
  return (spec) => {
    for (const change of changes) change(spec);
  };
}

/** The site without a licence: one server of Mattermost Entry. */
export const unlicensed: Change = ({ mattermost }) => {
  delete mattermost.licence;
};

/** The site on Team Edition, small enough for it. */
export const team: Change = (spec) => {
  const { mattermost, people } = spec;
  delete spec.identity;
  delete mattermost.licence;
  mattermost.edition = "team";
  mattermost.playbooks = false;
  people.users = 100;
};

type ExternalDatabase = Extract<NonNullable<SiteSpec["database"]>, { kind: "external" }>;

/** The site with a foreign database server. */
export function externalDatabase(written: Partial<ExternalDatabase> = {}): Change {
  return (spec) => {
    spec.database = {
      kind: "external",
      version: 16,
      writer: { host: "db1.outpost-kestrel.example" },
      credentials: { secret: "database-credentials" },
      ...written,
    };
  };
}

type ClusterDatabase = Extract<NonNullable<SiteSpec["database"]>, { kind?: "cluster" }>;

/** The site with a database in the cluster, partly sized by hand. */
export function database(written: Partial<ClusterDatabase>): Change {
  return (spec) => {
    spec.database = { kind: "cluster", ...written };
  };
}

type ClusterStore = Extract<NonNullable<SiteSpec["objectStore"]>, { kind?: "cluster" }>;

/** The site with a store in the cluster, partly sized by hand. */
export function store(written: Partial<ClusterStore>): Change {
  return (spec) => {
    spec.objectStore = { kind: "cluster", ...written };
  };
}

type ExternalStore = Extract<NonNullable<SiteSpec["objectStore"]>, { kind: "external-s3" }>;

/** The site with a foreign store. */
export function externalStore(written: Partial<ExternalStore> = {}): Change {
  return (spec) => {
    spec.objectStore = {
      kind: "external-s3",
      endpoint: "s3.outpost-kestrel.example",
      bucket: "mattermost",
      credentials: { secret: "store-credentials" },
      ...written,
    };
  };
}
