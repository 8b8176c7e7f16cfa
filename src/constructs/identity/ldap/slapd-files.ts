import { peopleTree, servicesTree, type DirectoryPasswordPolicy } from "./directory-tree";
import { slapdConfig, type SlapdOptions } from "./slapd-config";
import { slapdScripts } from "./slapd-scripts";

export interface SlapdFilesOptions extends Omit<SlapdOptions, "node"> {
  /** Where each server listens. */
  readonly port: number;
  readonly policy: DirectoryPasswordPolicy;
}

/** Every file of the servers by name. None holds a secret. */
export function slapdFiles(options: SlapdFilesOptions): Readonly<Record<string, string>> {
  return {
    ...Object.fromEntries(
      options.servers.map((_, node) => [`slapd-${String(node)}.conf`, slapdConfig({ ...options, node })]),
    ),
    "people.ldif": peopleTree(options.baseDn),
    "services.ldif": servicesTree(options.policy),
    ...slapdScripts(options),
  };
}
