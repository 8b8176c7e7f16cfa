import { TerraformElement } from "cdktf";
import type { Construct } from "constructs";

/**
 * A random value that Terraform draws at apply time and never stores: an `ephemeral.random_password`.
 * Letters and digits only, so that it can stand in any URL or file. A new one is drawn on every run, so it needs
 * exactly one write-only sink.
 */
export class EphemeralPassword extends TerraformElement {
  /** Use it in write-only arguments only. */
  public readonly result: string;
  private readonly passwordLength: number;

  public constructor(scope: Construct, id: string, props: { readonly length: number }) {
    super(scope, id, "random_password");
    this.passwordLength = props.length;
    this.result = `\${ephemeral.random_password.${this.friendlyUniqueId}.result}`;
  }

  public override toTerraform(): Record<string, unknown> {
    return {
      ephemeral: {
        random_password: { [this.friendlyUniqueId]: { length: this.passwordLength, special: false } },
      },
    };
  }
}
