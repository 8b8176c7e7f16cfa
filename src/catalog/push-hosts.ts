/** The vendor's push proxies by where they stand. */
export const HOSTED_PUSH_PROXIES = {
  us: "us.push.mattermost.com",
  eu: "eu.push.mattermost.com",
  ap: "ap.push.mattermost.com",
  global: "global.push.mattermost.com",
} as const;

/** Apple's push service, for apps in use and for its sandbox. */
export const APPLE_PUSH_HOSTS = {
  production: "api.push.apple.com",
  sandbox: "api.sandbox.push.apple.com",
} as const;

/** Google's tokens and messages. */
export const GOOGLE_PUSH_HOSTS = {
  GoogleTokens: "oauth2.googleapis.com",
  GoogleMessages: "fcm.googleapis.com",
} as const;
