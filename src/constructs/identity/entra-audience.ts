import { AppRoleAssignment } from "@cdktf/provider-azuread/lib/app-role-assignment";
import type { ServicePrincipal } from "@cdktf/provider-azuread/lib/service-principal";
import { Construct } from "constructs";
import { refuse } from "../kubernetes/problems";
import { ENTRA_PROBLEMS } from "./entra-problems";
import { requireGuid } from "./entra-values";

/** Who may sign in. */
export interface EntraAudienceProps {
  /**
   * Only people and groups that are assigned to the application.
   * @default true
   */
  readonly assignmentRequired?: boolean;
  /**
   * Object ids of groups to assign. Members of groups inside them are not included.
   * @default [] - assign people and groups in the portal
   */
  readonly groups?: readonly string[];
}

/** The role of everybody who has no other. */
const DEFAULT_ROLE = "00000000-0000-0000-0000-000000000000";

/** Assigns the groups. */
export class EntraAudience extends Construct {
  public constructor(
    scope: Construct,
    id: string,
    props: EntraAudienceProps & { readonly servicePrincipal: ServicePrincipal },
  ) {
    super(scope, id);
    const groups = props.groups ?? [];
    if (groups.length > 0 && !mustBeAssigned(props)) {
      refuse(this, ENTRA_PROBLEMS.audience, {
        message: `${groups.length} groups are assigned, but assignmentRequired is false`,
        expected: "assignmentRequired: true",
      });
    }
    for (const [index, group] of groups.entries()) {
      new AppRoleAssignment(this, group, {
        appRoleId: DEFAULT_ROLE,
        principalObjectId: requireGuid(this, `groups[${index}]`, group),
        resourceObjectId: props.servicePrincipal.objectId,
      });
    }
  }
}

export function mustBeAssigned(props: EntraAudienceProps): boolean {
  return props.assignmentRequired ?? true;
}

/** The audience in words. */
export function audienceInWords(props: EntraAudienceProps, tenantId: string): string {
  return mustBeAssigned(props)
    ? `people and groups of the tenant ${tenantId} that are assigned to the application`
    : `everybody of the tenant ${tenantId}`;
}
