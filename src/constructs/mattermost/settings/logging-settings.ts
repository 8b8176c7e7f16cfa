import type { MattermostSettings } from "../../../catalog/mattermost-settings.generated";

/** JSON lines to the console, where the cluster collects them; nothing into files. */
export function loggingSettings(): MattermostSettings {
  return {
    LogSettings: {
      EnableConsole: true,
      ConsoleLevel: "INFO",
      ConsoleJson: true,
      EnableColor: false,
      EnableFile: false,
      EnableWebhookDebugging: false,
    },
  };
}
