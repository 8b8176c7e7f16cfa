import { KeyVaultSecret } from "@cdktf/provider-azurerm/lib/key-vault-secret";
import { TerraformElement } from "cdktf";
import { Construct } from "constructs";
import { EphemeralPassword } from "../kubernetes/ephemeral-password";
import type { KeyVault } from "./key-vault";

export interface VaultSecretProps {
  readonly vault: KeyVault;
  /** Name in the vault: letters, digits and dashes. */
  readonly name: string;
  /** Characters of the value, letters and digits. @default 40 */
  readonly length?: number;
  /** Raise it to draw a new value. @default 1 */
  readonly revision?: number;
}

/**
 * A secret that is drawn when it is applied, kept in the vault and nowhere else. Neither the plan nor the state holds
 * its value: it is written once a revision, and whoever needs it reads it back from the vault.
 */
export class VaultSecret extends Construct {
  public readonly secretName: string;
  public readonly revision: number;
  /** The stored value, for write-only arguments only. */
  public readonly value: string;

  public constructor(scope: Construct, id: string, props: VaultSecretProps) {
    super(scope, id);
    const { vault, name, revision = 1 } = props;
    const secret = new KeyVaultSecret(this, "Secret", {
      keyVaultId: vault.vaultId,
      name,
      valueWo: EphemeralPassword.of(this).take(props.length ?? 40),
      valueWoVersion: revision,
      contentType: "text/plain",
    });
    secret.node.addDependency(vault.writable);
    this.secretName = name;
    this.revision = revision;
    // The name comes from the written secret, so that it is read after it was written.
    this.value = new StoredSecret(this, "Stored", { vaultId: vault.vaultId, name: secret.name }).value;
  }
}

/** Reads a secret of the vault for the time of a run: `ephemeral.azurerm_key_vault_secret`. */
export class StoredSecret extends TerraformElement {
  public readonly value: string;
  private readonly arguments: Readonly<Record<string, string>>;

  public constructor(
    scope: Construct,
    id: string,
    props: { readonly vaultId: string; readonly name: string },
  ) {
    super(scope, id, "azurerm_key_vault_secret");
    this.arguments = { key_vault_id: props.vaultId, name: props.name };
    this.value = `\${ephemeral.azurerm_key_vault_secret.${this.friendlyUniqueId}.value}`;
  }

  public override toTerraform(): Record<string, unknown> {
    return { ephemeral: { azurerm_key_vault_secret: { [this.friendlyUniqueId]: this.arguments } } };
  }
}
