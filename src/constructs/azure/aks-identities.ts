import { RoleAssignment } from "@cdktf/provider-azurerm/lib/role-assignment";
import { UserAssignedIdentity } from "@cdktf/provider-azurerm/lib/user-assigned-identity";
import { Construct } from "constructs";
import { placeOf, type IAzureGroup } from "./azure-group";

export interface AksIdentitiesProps {
  readonly group: IAzureGroup;
  readonly networkId: string;
}

/** The identity of the control plane and that of the nodes, with what each may do and no more. */
export class AksIdentities extends Construct {
  public readonly kubeletPrincipalId: string;
  /** Arguments of the cluster. */
  public readonly settings: {
    readonly identity: { readonly type: string; readonly identityIds: string[] };
    readonly kubeletIdentity: {
      readonly clientId: string;
      readonly objectId: string;
      readonly userAssignedIdentityId: string;
    };
  };

  public constructor(scope: Construct, id: string, props: AksIdentitiesProps) {
    super(scope, id);
    const { group, networkId } = props;
    const identity = (construct: string, part: string) =>
      new UserAssignedIdentity(this, construct, {
        ...placeOf(group),
        name: group.azure.names.of("identity", part),
      });
    const control = identity("Control", "aks");
    const kubelet = identity("Kubelet", "kubelet");
    this.kubeletPrincipalId = kubelet.principalId;
    this.allow("Network", control, networkId, "Network Contributor");
    this.allow("Kubelets", control, kubelet.id, "Managed Identity Operator");
    this.settings = {
      identity: { type: "UserAssigned", identityIds: [control.id] },
      kubeletIdentity: {
        clientId: kubelet.clientId,
        objectId: kubelet.principalId,
        userAssignedIdentityId: kubelet.id,
      },
    };
  }

  private allow(id: string, { principalId }: UserAssignedIdentity, scope: string, role: string): void {
    new RoleAssignment(this, `${id}Role`, {
      scope,
      principalId,
      roleDefinitionName: role,
      principalType: "ServicePrincipal",
      skipServicePrincipalAadCheck: true,
    });
  }
}
