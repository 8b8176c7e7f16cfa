/** Apple's credentials for your own app. */
export interface AppleApp {
  /** Id of the key, 10 characters. */
  readonly keyId: string;
  /** Id of the team, 10 characters. */
  readonly teamId: string;
  /** Bundle id of the app, e.g. `example.agency.chat`. */
  readonly topic: string;
  /** Apple's sandbox instead of production. @default false */
  readonly sandbox?: boolean;
}

export interface PushProxyConfig {
  readonly port: number;
  readonly apple?: AppleApp & { readonly keyFile: string };
  readonly android?: { readonly serviceFile: string };
  /** Messages a second and sender. */
  readonly throttlePerSecond: number;
}

/** `mattermost-push-proxy.json`. It names files with secrets, and contains none. */
export function renderPushProxyConfig(config: PushProxyConfig): string {
  const { apple, android } = config;
  // The server names the kind of app in each message; the vendor's source builds apps of the kind "_rn".
  const appleSettings = apple && {
    ApplePushUseDevelopment: apple.sandbox ?? false,
    ApplePushCertPrivate: "",
    ApplePushCertPassword: "",
    ApplePushTopic: apple.topic,
    AppleAuthKeyFile: apple.keyFile,
    AppleAuthKeyID: apple.keyId,
    AppleTeamID: apple.teamId,
  };
  const androidSettings = android && { AndroidApiKey: "", ServiceFileLocation: android.serviceFile };
  const document = {
    ListenAddress: `:${config.port}`,
    ThrottlePerSec: config.throttlePerSecond,
    ThrottleMemoryStoreSize: 50_000,
    ThrottleVaryByHeader: "X-Forwarded-For",
    EnableMetrics: true,
    SendTimeoutSec: 30,
    RetryTimeoutSec: 8,
    ApplePushSettings: appleSettings
      ? ["apple", "apple_rn"].map((type) => ({ Type: type, ...appleSettings }))
      : [],
    AndroidPushSettings: androidSettings
      ? ["android", "android_rn"].map((type) => ({ Type: type, ...androidSettings }))
      : [],
    EnableConsoleLog: true,
    EnableFileLog: false,
    LogFormat: "json",
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}
