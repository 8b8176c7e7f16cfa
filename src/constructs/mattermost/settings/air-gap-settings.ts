import type { MattermostSettings } from "../../../catalog/mattermost-settings.generated";

/** What the link to the outside is like. */
export type Connectivity = "connected" | "intermittent" | "disconnected";

/**
 * What the server may contact by itself. Telemetry, the vendor's portals, pictures of third parties, push and e-mail
 * are off everywhere until somebody gives them a place to go. What needs the internet is on where the site is
 * connected, and off where a link that drops would leave people waiting.
 * Source: Mattermost docs, air-gapped-deployment.rst, and the server's code.
 */
export function airGapSettings(connectivity: Connectivity): MattermostSettings {
  const online = connectivity === "connected";
  return {
    ServiceSettings: {
      EnableLinkPreviews: online,
      EnablePermalinkPreviews: true,
      EnableSecurityFixAlert: online,
      EnableGifPicker: false,
      EnableEmailInvitations: false,
      EnableDesktopLandingPage: online,
    },
    AnnouncementSettings: { AdminNoticesEnabled: online, UserNoticesEnabled: online },
    LogSettings: { EnableDiagnostics: false },
    CloudSettings: { Disable: true },
    ImageProxySettings: { Enable: false },
    AutoTranslationSettings: { Enable: false },
    EmailSettings: {
      SendPushNotifications: false,
      PushNotificationServer: "",
      SendEmailNotifications: false,
      RequireEmailVerification: false,
      EnablePreviewModeBanner: false,
      EnableEmailBatching: false,
    },
    ...(online ? {} : withoutLinksOutside()),
  };
}

function withoutLinksOutside(): MattermostSettings {
  return {
    NativeAppSettings: { AppDownloadLink: "", AndroidAppDownloadLink: "", IosAppDownloadLink: "" },
    SupportSettings: {
      TermsOfServiceLink: "",
      PrivacyPolicyLink: "",
      AboutLink: "",
      HelpLink: "",
      ReportAProblemLink: "",
      EnableAskCommunityLink: false,
    },
  };
}
