import { Bastion } from "../../../src/constructs/azure/bastion";
import { KeyVault } from "../../../src/constructs/azure/key-vault";
import {
  OperatorsMachine,
  type OperatorsMachineProps,
} from "../../../src/constructs/azure/operators-machine";
import type { AzureCloud } from "../../../src/catalog/azure-clouds";
import { checkAgainstProviderSchema } from "../../support/provider-schema";
import { describeWithReference } from "../../support/reference";
import { synth } from "../../support/synth";
import { bodiesOf, onlyResource } from "../../support/terraform-json";
import { azureScene } from "./azure-scene";

const GROUP = "00000000-0000-4000-8000-0000000000a1";
const CLUSTER = { clusterId: "/subscriptions/s/resourceGroups/g/providers/c/managedClusters/aks" };

function scene(props: Partial<OperatorsMachineProps> = {}, cloud?: AzureCloud, applies = false) {
  const { stack, group, network } = azureScene(cloud);
  const vault = new KeyVault(stack, "Vault", { group, network });
  new Bastion(stack, "Bastion", { group, network });
  new OperatorsMachine(stack, "Operators", {
    group,
    network,
    sshKey: "ssh-ed25519 AAAA",
    admins: [GROUP],
    ...(applies && { applies: { cluster: CLUSTER, vault, secrets: ["postgres-administrator"] } }),
    ...props,
  });
  return synth(stack);
}

const roles = (json: ReturnType<typeof synth>) =>
  bodiesOf(json, "azurerm_role_assignment")
    .map(
      ({ role_definition_name: role, scope }) =>
        `${String(role)} on ${String(scope).replace(/\$\{|\}/g, "")}`,
    )
    .filter((role) => !role.includes("Officer"));

test("the machine starts measured and encrypted, is updated by Azure, and has no address outside", () => {
  const json = scene({ diskEncryptionSetId: "/subscriptions/s/set" });
  const machine = onlyResource(json, "azurerm_linux_virtual_machine");
  expect(machine).toMatchObject({
    size: "Standard_D2ds_v5",
    secure_boot_enabled: true,
    vtpm_enabled: true,
    encryption_at_host_enabled: true,
    disable_password_authentication: true,
    patch_mode: "AutomaticByPlatform",
    os_disk: { disk_encryption_set_id: "/subscriptions/s/set" },
  });
  expect(JSON.stringify(machine.source_image_reference)).toMatch(/"version":"\d+\.\d+\.\d+"/);
  expect(JSON.stringify(onlyResource(json, "azurerm_network_interface"))).not.toMatch(/public_ip/);
  expect(onlyResource(json, "azurerm_network_interface").depends_on).toBeDefined();
});

test("people sign in with their Entra account, and the machine itself may do nothing", () => {
  const json = scene();
  expect(onlyResource(json, "azurerm_virtual_machine_extension")).toMatchObject({
    type: "AADSSHLoginForLinux",
  });
  expect(roles(json)).toEqual([
    expect.stringMatching(/^Virtual Machine Administrator Login on azurerm_linux_virtual_machine/),
  ]);
});

test("where Terraform signs in as the machine, it gets this cluster and these secrets, and no more", () => {
  expect(roles(scene({ admins: [] }, "azure", true)).sort()).toEqual([
    `Azure Kubernetes Service Cluster User Role on ${CLUSTER.clusterId}`,
    `Azure Kubernetes Service RBAC Cluster Admin on ${CLUSTER.clusterId}`,
    expect.stringMatching(/^Key Vault Secrets User on .*\/secrets\/postgres-administrator$/),
  ]);
});

describeWithReference("the provider's schema", () => {
  test.each(["azure", "azure-government"] as const)("takes the machine in %s", (cloud) => {
    expect(checkAgainstProviderSchema(scene({ cloudInit: "I2Nsb3VkLWNvbmZpZwo=" }, cloud, true))).toEqual([]);
  });
});
