import type { Construct } from "constructs";
import type { Guarded } from "../../constructs/kubernetes/guard";
import type { INamespace } from "../../constructs/kubernetes/namespace";
import { GeneratedSecret, Secret, type ISecret, type SecretField } from "../../constructs/kubernetes/secret";
import type { SecretSource } from "../../site/site";

export interface SecretOfOptions extends Guarded {
  readonly namespace: INamespace;
  /** Name of the Secret when it is generated. */
  readonly name: string;
  readonly fields: Readonly<Record<string, SecretField>>;
  readonly type?: string;
  readonly labels?: Readonly<Record<string, string>>;
}

/** The Secret that the site names, or a generated one. */
export function secretOf(
  scope: Construct,
  id: string,
  source: SecretSource,
  options: SecretOfOptions,
): ISecret {
  if (source.kind === "existing") {
    return Secret.fromName(scope, id, { name: source.name, revision: source.revision });
  }
  return new GeneratedSecret(scope, id, { ...options, revision: source.revision });
}
