import { PLUGINS } from "../../../catalog/plugins";
import type { IMattermostFeature, MattermostFeatureConfig } from "../mattermost-feature";

export interface BoardsProps {
  /**
   * Lets people share a board by a link that needs no login.
   * @default false
   */
  readonly publicSharing?: boolean;
}

/** A century: the plugin deletes by this number when it believes that deletion is on, and it believes so too easily. */
const RETENTION_DAYS = 36_500;

/** Kanban boards. In the server image; kept in the server's own database and file store. */
export class Boards implements IMattermostFeature {
  public readonly featureName = "boards";

  public constructor(private readonly props: BoardsProps = {}) {}

  public bind(): MattermostFeatureConfig {
    const settings = { enablepublicsharedboards: this.props.publicSharing ?? false };
    return {
      settings: {
        DataRetentionSettings: { EnableBoardsDeletion: false, BoardsRetentionDays: RETENTION_DAYS },
      },
      plugins: { [PLUGINS.boards]: { enabled: true, settings } },
    };
  }
}
