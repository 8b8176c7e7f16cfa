import type { SiteAzure } from "../../../src/site/site-azure";
import { at, list, type Json } from "../../support/terraform-json";
import { of, referred } from "./azure-json";

const SIGN_IN = "Virtual Machine Administrator Login";

/** A machine for operators that nobody asked for, of another kind, elsewhere, or that may do more than the site says. */
export function operatorFaults({ access: { operators } }: SiteAzure, stack: Json): readonly string[] {
  const machines = of(stack, "azurerm_linux_virtual_machine");
  if (machines.length !== (operators ? 1 : 0)) return [`${machines.length} machines`];
  const [machine] = machines;
  if (!machine || !operators) return [];
  const { body } = machine;
  const roles = of(stack, "azurerm_role_assignment").map((each) => each.body);
  const may = roles.filter((role) => referred(stack, role.principal_id)?.id === machine.id);
  const people = roles
    .filter((role) => role.role_definition_name === SIGN_IN)
    .map((role) => role.principal_id);
  const subnets = of(stack, "azurerm_network_interface").flatMap((each) =>
    list(each.body.ip_configuration).map(({ subnet_id }) => String(referred(stack, subnet_id)?.body.name)),
  );
  const wanted = [
    operators.vmSize,
    operators.imageVersion,
    operators.diskSize,
    operators.sshKey,
    operators.cloudInit !== undefined,
    true,
  ];
  const found = [
    body.size,
    at(body, "source_image_reference").version,
    at(body, "os_disk").disk_size_gb,
    at(body, "admin_ssh_key").public_key,
    body.custom_data !== undefined,
    body.disable_password_authentication,
  ];
  return [
    ...(subnets.join() === subnets.filter((name) => name.endsWith("-operators")).join()
      ? []
      : [`it stands in ${subnets.join()}`]),
    ...(may.length > 0 === operators.applies ? [] : [`it may do ${may.length} things`]),
    ...(people.join() === operators.admins.join() ? [] : [`${people.join()} sign in`]),
    ...wanted.flatMap((each, index) =>
      each === found[index] ? [] : [`${String(found[index])} is not ${String(each)}`],
    ),
  ];
}
