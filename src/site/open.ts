import { openSitesWith, type OpenedSites, type OpenOptions } from "./opening";
import { resolveSite } from "./resolve";
import { checkSite } from "./rules";

/**
 * Reads, resolves and checks every site behind the files and folders named. Whatever a person can do wrong is in
 * `problems`, never thrown; build the sites only when no problem is an error.
 */
export function openSites(targets: readonly string[], options?: OpenOptions): OpenedSites {
  return openSitesWith({ resolve: resolveSite, check: checkSite }, targets, options);
}
