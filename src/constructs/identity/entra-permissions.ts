import { AppRoleAssignment } from "@cdktf/provider-azuread/lib/app-role-assignment";
import type { ApplicationRequiredResourceAccess } from "@cdktf/provider-azuread/lib/application";
import { DataAzureadServicePrincipal } from "@cdktf/provider-azuread/lib/data-azuread-service-principal";
import type { ServicePrincipal } from "@cdktf/provider-azuread/lib/service-principal";
import { ServicePrincipalDelegatedPermissionGrant } from "@cdktf/provider-azuread/lib/service-principal-delegated-permission-grant";
import { Construct } from "constructs";

/** Application id of Microsoft Graph, the same in every cloud. */
export const GRAPH = "00000003-0000-0000-c000-000000000000";

/** Ids of Graph's permissions, the same in every cloud. Source: Microsoft Graph permissions reference. */
const DELEGATED = {
  openid: "37f7f235-527c-4136-accd-4a02d197296e",
  profile: "14dad69e-099b-42c9-810b-d002981feec1",
  email: "64a6cdd6-aab1-4aaf-94b8-3cc8405e90d0",
  "User.Read": "e1fe6dd8-ba31-4d61-89e7-88639da4683d",
} as const;

const APPLICATION = {
  "TeamsActivity.Send": "a267235f-af13-44dc-8385-c1dc93023186",
  "AppCatalog.Read.All": "e12dae10-5a57-4817-b79d-dfbec5348930",
} as const;

/** What an application asks of Microsoft Graph. */
export interface GraphPermissions {
  /** In the name of a person who is signed in. */
  readonly delegated: readonly (keyof typeof DELEGATED)[];
  /** In the application's own name. @default [] */
  readonly application?: readonly (keyof typeof APPLICATION)[];
}

/** The permissions as an application lists them. */
export function graphAccess(permissions: GraphPermissions): ApplicationRequiredResourceAccess {
  return {
    resourceAppId: GRAPH,
    resourceAccess: [
      ...permissions.delegated.map((name) => ({ id: DELEGATED[name], type: "Scope" })),
      ...(permissions.application ?? []).map((name) => ({ id: APPLICATION[name], type: "Role" })),
    ],
  };
}

export interface GraphConsentProps {
  readonly servicePrincipal: ServicePrincipal;
  readonly permissions: GraphPermissions;
}

/**
 * An administrator's consent to the permissions, for the whole tenant. Whoever runs Terraform needs the Graph
 * permissions AppRoleAssignment.ReadWrite.All and DelegatedPermissionGrant.ReadWrite.All.
 */
export class GraphConsent extends Construct {
  public constructor(scope: Construct, id: string, props: GraphConsentProps) {
    super(scope, id);
    const graph = new DataAzureadServicePrincipal(this, "Graph", { clientId: GRAPH });
    new ServicePrincipalDelegatedPermissionGrant(this, "Delegated", {
      servicePrincipalObjectId: props.servicePrincipal.objectId,
      resourceServicePrincipalObjectId: graph.objectId,
      claimValues: [...props.permissions.delegated],
    });
    for (const name of props.permissions.application ?? []) {
      new AppRoleAssignment(this, name, {
        appRoleId: APPLICATION[name],
        principalObjectId: props.servicePrincipal.objectId,
        resourceObjectId: graph.objectId,
      });
    }
  }
}
