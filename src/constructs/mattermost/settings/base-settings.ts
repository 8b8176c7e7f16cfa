import type { MattermostEdition } from "../../../catalog/images";
import type { MattermostSettings } from "../../../catalog/mattermost-settings.generated";
import { NO_PROVIDER } from "./no-provider";

/** Port of the API, the web app and the WebSocket. */
export const HTTP_PORT = 8065;

/** Folder of the socket that `mmctl --local` uses. The server refuses to start without it. */
export const SOCKET_FOLDER = "/var/tmp";

export interface BaseOptions {
  readonly siteUrl: string;
  readonly siteName: string;
  readonly edition: MattermostEdition;
}

/** Who the server is, where it listens, who doesn't sign people in, and how long sessions last. */
export function baseSettings(options: BaseOptions): MattermostSettings {
  return {
    ServiceSettings: {
      SiteURL: options.siteUrl,
      ListenAddress: `:${HTTP_PORT}`,
      ConnectionSecurity: "",
      UseLetsEncrypt: false,
      Forward80To443: false,
      // The proxy writes it from the connection itself; only the proxy reaches the port.
      TrustedProxyIPHeader: ["X-Real-IP"],
      ReadTimeout: 300,
      WriteTimeout: 300,
      // Longer than the proxy keeps its connections, or a request meets one that was just closed.
      IdleTimeout: 60,
      EnableLocalMode: true,
      LocalModeSocketLocation: `${SOCKET_FOLDER}/mattermost_local.socket`,
      EnableInsecureOutgoingConnections: false,
      EnableTesting: false,
      EnableDeveloper: false,
      EnableSVGs: false,
      EnableLatex: false,
      ...sessions(),
    },
    TeamSettings: { SiteName: options.siteName },
    JobSettings: { RunJobs: true, RunScheduler: true },
    ...NO_PROVIDER,
    LdapSettings: { Enable: false },
    ...(options.edition === "fips" && { PasswordSettings: { MinimumLength: 14 } }),
  };
}

// Values of a new installation: an empty store would get others (180 days, no extension).
function sessions(): NonNullable<MattermostSettings["ServiceSettings"]> {
  return {
    ExtendSessionLengthWithActivity: true,
    TerminateSessionsOnPasswordChange: true,
    SessionLengthWebInDays: 30,
    SessionLengthWebInHours: 720,
    SessionLengthMobileInDays: 30,
    SessionLengthMobileInHours: 720,
  };
}
