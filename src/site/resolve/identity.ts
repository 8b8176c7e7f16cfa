import { DEFAULTS } from "../defaults";
import type { Site } from "../site";
import type { SiteSpec } from "../spec";
import type { Ledger } from "./ledger";

type Identity = Pick<
  Site,
  | "name"
  | "displayName"
  | "topology"
  | "substrate"
  | "connectivity"
  | "labels"
  | "missionEnds"
  | "timeSources"
  | "disposable"
>;

/** What the site is. */
export function resolveIdentity(spec: SiteSpec, ledger: Ledger): Identity {
  return {
    name: ledger.written("name", spec.name),
    displayName: ledger.chosen("displayName", spec.displayName, {
      value: spec.name,
      reason: "the site's name",
    }),
    topology: ledger.written("topology", spec.topology),
    substrate: ledger.chosen("substrate", spec.substrate, DEFAULTS.substrate),
    connectivity: ledger.written("connectivity", spec.connectivity),
    labels: ledger.chosen("labels", spec.labels, { value: {}, reason: "none" }),
    missionEnds: ledger.optional("missionEnds", spec.missionEnds, "no end is planned"),
    timeSources: ledger.chosen("timeSources", spec.timeSources, { value: [], reason: "none declared" }),
    disposable: ledger.chosen("disposable", spec.disposable, DEFAULTS.disposable),
  };
}
