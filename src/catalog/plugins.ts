/** Ids of the plugins in the server image that somebody may switch on. */
export const PLUGINS = {
  agents: "mattermost-ai",
  boards: "focalboard",
  calls: "com.mattermost.calls",
  playbooks: "playbooks",
  surveys: "com.mattermost.nps",
} as const;
