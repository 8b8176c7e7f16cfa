import { Construct } from "constructs";
import { ProblemError } from "../../errors/problem";
import { requireCloud, requireGuid } from "../identity/entra-values";
import type { IMissionCollaborationApp, MissionCollaborationReference } from "./mission-collaboration-app";
import { pluginIdProblems, siteUrlProblems } from "./teams-app";

/** An Entra application that somebody else made, by its attributes. */
export function fromMissionCollaborationAttributes(
  scope: Construct,
  id: string,
  attributes: MissionCollaborationReference,
): IMissionCollaborationApp {
  return new ForeignApp(scope, id, attributes);
}

type ForeignAppProps = MissionCollaborationReference;

class ForeignApp extends Construct implements IMissionCollaborationApp {
  public readonly missionCollaboration: MissionCollaborationReference;

  public constructor(scope: Construct, id: string, props: ForeignAppProps) {
    super(scope, id);
    this.missionCollaboration = props;
    requireCloud(this, props.cloud);
    for (const property of ["tenantId", "clientId", "teamsAppId"] as const) {
      requireGuid(this, property, props[property]);
    }
    const problems = [
      ...siteUrlProblems(`https://${props.host}`, this.node.path),
      ...pluginIdProblems(props.pluginId, this.node.path),
    ];
    if (problems.length > 0) throw new ProblemError(problems);
  }
}
