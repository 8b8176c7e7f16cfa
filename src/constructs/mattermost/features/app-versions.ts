import type { IMattermostFeature, MattermostFeatureConfig } from "../mattermost-feature";

export interface AppVersionsProps {
  /** Oldest desktop app; older ones see a page that asks for an update. Servers before 11.6 don't know it. */
  readonly desktop?: string;
  /** Oldest iOS app, as the server tells it to the apps. */
  readonly ios?: string;
  /** Oldest Android app, as the server tells it to the apps. */
  readonly android?: string;
}

/** Oldest apps that a server takes, each as a version such as 6.0.0. */
export class AppVersions implements IMattermostFeature {
  public readonly featureName = "app-versions";

  public constructor(private readonly props: AppVersionsProps) {}

  public bind(): MattermostFeatureConfig {
    const { android, desktop, ios } = this.props;
    return {
      settings: {
        ...(desktop !== undefined && { ServiceSettings: { MinimumDesktopAppVersion: desktop } }),
        ...((ios !== undefined || android !== undefined) && {
          ClientRequirements: {
            ...(ios !== undefined && { IosMinVersion: ios }),
            ...(android !== undefined && { AndroidMinVersion: android }),
          },
        }),
      },
    };
  }
}
