import { TerraformElement, TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";

const ID = "DrawnPasswords";

/**
 * What a stack draws at apply time and never stores: one `ephemeral.random_password`, each password a piece of its own.
 * Letters and digits only, so that it can stand in any URL or file. All of it is new on every run, so each password
 * needs exactly one write-only sink.
 *
 * One for the stack and not one for each password: the provider also makes a bcrypt hash of whatever it draws, on every
 * plan and apply.
 */
export class EphemeralPassword extends TerraformElement {
  public static of(scope: IConstruct): EphemeralPassword {
    const stack = TerraformStack.of(scope);
    const existing = stack.node.tryFindChild(ID) as EphemeralPassword | undefined;
    return existing ?? new EphemeralPassword(stack, ID, "random_password");
  }

  private drawn = 0;

  /**
   * A password that nobody else takes, of so many characters. Use it in write-only arguments only.
   * @returns a Terraform expression
   */
  public take(length: number): string {
    const start = this.drawn;
    this.drawn += length;
    return `\${substr(ephemeral.random_password.${this.friendlyUniqueId}.result, ${String(start)}, ${String(length)})}`;
  }

  public override toTerraform(): Record<string, unknown> {
    return {
      ephemeral: { random_password: { [this.friendlyUniqueId]: { length: this.drawn, special: false } } },
    };
  }
}
