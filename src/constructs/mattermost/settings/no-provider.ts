import type { MattermostSettings } from "../../../catalog/mattermost-settings.generated";

/**
 * No provider signs anybody in until a feature or a person says so. Written out, because what an older configuration
 * left in the database counts as long as nothing else is said. The directory is apart: it may be read beside a provider.
 */
export const NO_PROVIDER = {
  OpenIdSettings: { Enable: false },
  Office365Settings: { Enable: false },
  GoogleSettings: { Enable: false },
  GitLabSettings: { Enable: false },
  SamlSettings: { Enable: false },
} as const satisfies MattermostSettings;
