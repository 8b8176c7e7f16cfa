import type { Construct } from "constructs";
import { Secret, type SecretKey } from "../../constructs/kubernetes/secret";
import type { SecretValue } from "../../site/site";

/** A value that people bring. */
export function secretValue(scope: Construct, id: string, { name, key, revision }: SecretValue): SecretKey {
  return Secret.fromName(scope, id, { name, revision }).key(key);
}
