import { DEFAULTS } from "../defaults";
import type { SitePeople } from "../site";
import { sizeConcurrentUsers, sizePlannedPosts, sizePlannedUsers } from "../sizing/people";
import type { SiteSpec } from "../spec";
import type { Ledger } from "./ledger";

/** People of the site, today and at the end of the planning period. */
export function resolvePeople({ people }: SiteSpec, ledger: Ledger): SitePeople {
  const defaults = DEFAULTS.people;
  const chosen = (name: keyof typeof defaults) =>
    ledger.chosen<number>(`people.${name}`, people[name], defaults[name]);
  const input = {
    users: ledger.written("people.users", people.users),
    concurrentShare: chosen("concurrentShare"),
    postsPerUserPerDay: chosen("postsPerUserPerDay"),
    existingPosts: chosen("existingPosts"),
    fileMegabytesPerUserPerMonth: chosen("fileMegabytesPerUserPerMonth"),
    growthPerYear: chosen("growthPerYear"),
    planningYears: chosen("planningYears"),
  };
  const plannedUsers = ledger.sized("people.plannedUsers", undefined, sizePlannedUsers(input));
  return {
    ...input,
    plannedUsers,
    concurrentUsers: ledger.sized(
      "people.concurrentUsers",
      undefined,
      sizeConcurrentUsers(plannedUsers, input.concurrentShare),
    ),
    plannedPosts: ledger.sized("people.plannedPosts", undefined, sizePlannedPosts(input)),
  };
}
