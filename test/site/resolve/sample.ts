import { resolveSite } from "../../../src/site/resolve";
import type { ResolvedSite } from "../../../src/site/site";
import { siteSpec, type SiteSpec } from "../../../src/site/spec";

export const DIRECTORY = "/sites/outpost-kestrel";

export interface Sample {
  readonly users: number;
  readonly nodes: number;
  readonly licensed?: boolean;
  readonly people?: Partial<SiteSpec["people"]>;
  readonly mattermost?: Partial<SiteSpec["mattermost"]>;
  readonly cluster?: Partial<SiteSpec["cluster"]>;
  /** Other sections of the file. */
  readonly rest?: Record<string, unknown>;
}

/** A small valid site file; only what a test is about is given. */
export function sampleSpec(sample: Sample): SiteSpec {
  const licence = { secret: "licence", tier: "enterprise" };
  return siteSpec.parse({
    name: "outpost-kestrel",
    topology: "edge",
    connectivity: "disconnected",
    cluster: { nodes: { count: sample.nodes }, ...sample.cluster },
    people: { users: sample.users, ...sample.people },
    mattermost: {
      siteUrl: "https://chat.outpost-kestrel.example",
      ...(sample.licensed === false ? {} : { licence }),
      ...sample.mattermost,
    },
    ...sample.rest,
  });
}

export function resolveSample(sample: Sample): ResolvedSite {
  return resolveSite(sampleSpec(sample), { directory: DIRECTORY });
}
