import { FederatedIdentityCredential } from "@cdktf/provider-azurerm/lib/federated-identity-credential";
import { UserAssignedIdentity } from "@cdktf/provider-azurerm/lib/user-assigned-identity";
import { Construct } from "constructs";
import { ENTRA_AUDIENCE } from "../kubernetes/entra-identity";
import { placeOf, type IAzureGroup } from "./azure-group";

export interface PodIdentityProps {
  readonly group: IAzureGroup;
  /** Issuer of the cluster's tokens. */
  readonly oidcIssuerUrl: string;
  /** What it is for, e.g. `files`. */
  readonly part: string;
  readonly namespace: string;
  /** Service account in the namespace; its pods, and no others, are this identity. */
  readonly serviceAccount: string;
}

/** Who the pods of one service account are in Entra ID. There is no password: Entra believes the cluster's token. */
export class PodIdentity extends Construct {
  /** Not secret, and known only once it is made: the stacks in the cluster are told it. */
  public readonly clientId: string;
  public readonly principalId: string;

  public constructor(scope: Construct, id: string, props: PodIdentityProps) {
    super(scope, id);
    const { group, part, namespace, serviceAccount } = props;
    const identity = new UserAssignedIdentity(this, "Identity", {
      ...placeOf(group),
      name: group.azure.names.of("identity", part),
    });
    new FederatedIdentityCredential(this, "Credential", {
      name: part,
      resourceGroupName: group.azure.resourceGroup,
      parentId: identity.id,
      issuer: props.oidcIssuerUrl,
      audience: [ENTRA_AUDIENCE],
      subject: `system:serviceaccount:${namespace}:${serviceAccount}`,
    });
    this.clientId = identity.clientId;
    this.principalId = identity.principalId;
  }
}
