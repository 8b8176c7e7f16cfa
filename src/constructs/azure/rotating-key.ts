import { KeyVaultKey } from "@cdktf/provider-azurerm/lib/key-vault-key";
import type { Construct } from "constructs";
import type { KeyVault } from "./key-vault";

export interface RotatingKeyProps {
  readonly vault: KeyVault;
  /** Name in the vault. */
  readonly name: string;
  /** Whether `terraform destroy` may take the key. */
  readonly disposable: boolean;
}

/** Days after which a new version of the key is made, and that before its end. */
const ROTATION = { afterCreation: "P365D", expireAfter: "P730D", notifyBefore: "P60D" } as const;

/**
 * A key that makes a new version of itself each year; each version ends a year after the next has taken its place. Azure
 * writes those ends. Terraform's provider can't take one away and would make the key anew: so it doesn't look at them.
 */
export function rotatingKey(scope: Construct, id: string, props: RotatingKeyProps): KeyVaultKey {
  const { vault, name, disposable } = props;
  const key = new KeyVaultKey(scope, id, {
    name,
    keyVaultId: vault.vaultId,
    keyType: vault.tier === "premium" ? "RSA-HSM" : "RSA",
    keySize: 4096,
    keyOpts: ["unwrapKey", "wrapKey"],
    rotationPolicy: {
      automatic: { timeAfterCreation: ROTATION.afterCreation },
      expireAfter: ROTATION.expireAfter,
      notifyBeforeExpiry: ROTATION.notifyBefore,
    },
    lifecycle: { preventDestroy: !disposable, ignoreChanges: ["expiration_date"] },
  });
  key.node.addDependency(vault.allowKeys());
  return key;
}
