import { LinuxVirtualMachine } from "@cdktf/provider-azurerm/lib/linux-virtual-machine";
import { NetworkInterface } from "@cdktf/provider-azurerm/lib/network-interface";
import { RoleAssignment } from "@cdktf/provider-azurerm/lib/role-assignment";
import { VirtualMachineExtension } from "@cdktf/provider-azurerm/lib/virtual-machine-extension";
import { Construct } from "constructs";
import { MACHINE_IMAGE, MACHINE_SIZES, type AzureMachineImage } from "../../catalog/azure-machine";
import { zonesOf } from "../../catalog/azure-regions";
import type { AksCluster } from "./aks-cluster";
import { placeOf, type IAzureGroup } from "./azure-group";
import type { AzureNetwork } from "./azure-network";
import type { KeyVault } from "./key-vault";

export interface OperatorsMachineProps {
  readonly group: IAzureGroup;
  readonly network: AzureNetwork;
  /** SSH public key for the day on which Entra ID can't be reached, `ssh-ed25519` or `ssh-rsa`. */
  readonly sshKey: string;
  /** Object ids of the Entra groups that sign in as administrators. */
  readonly admins: readonly string[];
  /** @default - two CPUs */
  readonly vmSize?: string;
  /** @default - the catalogue's */
  readonly image?: AzureMachineImage;
  /** GiB. @default 64 */
  readonly diskSize?: number;
  /** Disk encryption set with a key of the site's own. @default - keys that Microsoft manages */
  readonly diskEncryptionSetId?: string;
  /** What cloud-init runs at the first start, in base64, without secrets. @default - nothing */
  readonly cloudInit?: string;
  /** What Terraform may do when it signs in as the machine. @default - nothing: people sign in as themselves */
  readonly applies?: {
    readonly cluster: Pick<AksCluster, "clusterId">;
    readonly vault: KeyVault;
    /** Names of the secrets that it reads. */
    readonly secrets: readonly string[];
  };
}

const DEFAULTS = { diskSize: 64 } as const;
const ACCOUNT = "operator";

/** What Terraform needs of a cluster to build the platform and the services: sign in, and every kind of object. */
const CLUSTER_ROLES = {
  ClusterSignIn: "Azure Kubernetes Service Cluster User Role",
  ClusterObjects: "Azure Kubernetes Service RBAC Cluster Admin",
} as const;

/**
 * A machine inside the network, from which the private API server and the vault are reached. It has no public address;
 * operators come by the bastion with their Entra account. Nothing on it is worth keeping: a changed image, key or
 * cloud-init makes it anew.
 */
export class OperatorsMachine extends Construct {
  public readonly machineId: string;
  /** Object id of the machine's identity. */
  public readonly principalId: string;

  public constructor(scope: Construct, id: string, props: OperatorsMachineProps) {
    super(scope, id);
    const machine = this.createMachine(props);
    this.machineId = machine.id;
    this.principalId = machine.identity.principalId;
    this.createSignIn(props);
    if (props.applies) this.allowApplying(props.applies);
  }

  private createMachine(props: OperatorsMachineProps): LinuxVirtualMachine {
    const { group, vmSize, image = MACHINE_IMAGE, diskSize = DEFAULTS.diskSize } = props;
    const { cloud, names, region } = group.azure;
    return new LinuxVirtualMachine(this, "Machine", {
      ...placeOf(group),
      name: names.of("virtualMachine", "operators"),
      computerName: "operators",
      size: vmSize ?? MACHINE_SIZES[cloud],
      zone: zonesOf(cloud, region)?.[0],
      networkInterfaceIds: [this.createInterface(props).id],
      adminUsername: ACCOUNT,
      adminSshKey: [{ username: ACCOUNT, publicKey: props.sshKey }],
      disablePasswordAuthentication: true,
      sourceImageReference: { ...image },
      secureBootEnabled: true,
      vtpmEnabled: true,
      encryptionAtHostEnabled: true,
      provisionVmAgent: true,
      patchMode: "AutomaticByPlatform",
      patchAssessmentMode: "AutomaticByPlatform",
      rebootSetting: "IfRequired",
      customData: props.cloudInit,
      identity: { type: "SystemAssigned" },
      osDisk: {
        caching: "ReadWrite",
        storageAccountType: "Premium_LRS",
        diskSizeGb: diskSize,
        diskEncryptionSetId: props.diskEncryptionSetId,
      },
    });
  }

  private createInterface({ group, network }: OperatorsMachineProps): NetworkInterface {
    const subnet = network.subnet("operators");
    const made = new NetworkInterface(this, "Interface", {
      ...placeOf(group),
      name: group.azure.names.of("networkInterface", "operators"),
      ipForwardingEnabled: false,
      ipConfiguration: [
        { name: "operators", subnetId: subnet.subnetId, privateIpAddressAllocation: "Dynamic" },
      ],
    });
    if (subnet.securityGroup) made.node.addDependency(subnet.securityGroup);
    return made;
  }

  /** Source: Microsoft Entra documentation, sign in to a Linux virtual machine. */
  private createSignIn({ admins, group }: OperatorsMachineProps): void {
    new VirtualMachineExtension(this, "SignIn", {
      name: "AADSSHLoginForLinux",
      virtualMachineId: this.machineId,
      publisher: "Microsoft.Azure.ActiveDirectory",
      type: "AADSSHLoginForLinux",
      typeHandlerVersion: "1.0",
      autoUpgradeMinorVersion: true,
      tags: { ...group.azure.tags },
    });
    admins.forEach((principalId, index) => {
      new RoleAssignment(this, `Admin-${index}`, {
        scope: this.machineId,
        roleDefinitionName: "Virtual Machine Administrator Login",
        principalId,
        principalType: "Group",
      });
    });
  }

  private allowApplying({ cluster, vault, secrets }: NonNullable<OperatorsMachineProps["applies"]>): void {
    for (const [id, roleDefinitionName] of Object.entries(CLUSTER_ROLES)) {
      new RoleAssignment(this, id, {
        scope: cluster.clusterId,
        roleDefinitionName,
        principalId: this.principalId,
        principalType: "ServicePrincipal",
        skipServicePrincipalAadCheck: true,
      });
    }
    for (const name of secrets) vault.allowReadingSecret(`OperatorsRole-${name}`, this.principalId, name);
  }
}
