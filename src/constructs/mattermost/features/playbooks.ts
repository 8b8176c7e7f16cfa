import { gte } from "semver";
import { TEAM_EDITION_WITHOUT_PLAYBOOKS } from "../../../catalog/mattermost-releases";
import { PLUGINS } from "../../../catalog/plugins";
import { refuse } from "../../kubernetes/problems";
import type { IMattermostFeature, MattermostFeatureConfig } from "../mattermost-feature";
import type { IMattermostServer } from "../mattermost-reference";
import { MATTERMOST_PROBLEMS } from "../problems";

export interface PlaybooksProps {
  /**
   * Sends only what changed of a run: less traffic on a thin link, at the vendor's word newer code.
   * @default false
   */
  readonly incrementalUpdates?: boolean;
  /**
   * Entra tenants whose people see runs in a tab of Microsoft Teams; needs nothing of the embedded Mattermost.
   * @default [] - no tab
   */
  readonly teamsTenants?: readonly string[];
}

/** Checklists and runs. In the server image; needs nothing outside. */
export class Playbooks implements IMattermostFeature {
  public readonly featureName = "playbooks";

  public constructor(private readonly props: PlaybooksProps = {}) {}

  public bind(server: IMattermostServer): MattermostFeatureConfig {
    const { edition, version } = server.mattermost;
    if (edition === "team" && gte(version, TEAM_EDITION_WITHOUT_PLAYBOOKS)) {
      refuse(server, MATTERMOST_PROBLEMS.unavailableFeature, {
        message: `playbooks is added to a Team Edition server ${version}`,
        expected: `the enterprise or FIPS edition, or a server before ${TEAM_EDITION_WITHOUT_PLAYBOOKS}`,
      });
    }
    const { incrementalUpdates, teamsTenants = [] } = this.props;
    const settings = {
      enableincrementalupdates: incrementalUpdates ?? false,
      ...(teamsTenants.length > 0 && {
        enableteamstabapp: true,
        teamstabapptenantids: teamsTenants.join(","),
      }),
    };
    return { plugins: { [PLUGINS.playbooks]: { enabled: true, settings } } };
  }
}
