import { TerraformVariable } from "cdktf";
import type { Construct } from "constructs";

const GUID = "^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$";

/**
 * The client id of an identity, which is known once the foundation is applied and is no secret. Terraform asks for it:
 * whoever applies this stack needs no way into the foundation's state.
 *
 * @param part what the identity is for, e.g. `files`; the output of the foundation and the variable share its name
 */
export function clientIdOf(scope: Construct, part: string, foundation: string): string {
  const name = clientIdName(part);
  const variable = new TerraformVariable(scope, name, {
    type: "string",
    nullable: false,
    description: `Output ${name} of the stack ${foundation}.`,
  });
  variable.overrideLogicalId(name);
  variable.addValidation({
    condition: `\${can(regex("${GUID}", var.${name}))}`,
    errorMessage: `${name} is a GUID: the output ${name} of the stack ${foundation}, which is applied first.`,
  });
  return variable.stringValue;
}

/** Name of the variable, and of the output that answers it. */
export function clientIdName(part: string): string {
  return `${part}_client_id`;
}
