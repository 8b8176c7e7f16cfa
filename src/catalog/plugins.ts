/** Ids of the plugins in the server image that somebody may switch on. */
export const PLUGINS = {
  agents: "mattermost-ai",
  boards: "focalboard",
  calls: "com.mattermost.calls",
  playbooks: "playbooks",
  surveys: "com.mattermost.nps",
} as const;

/** Ids of the plugin for Microsoft 365. It was renamed after v0.8.0; a new id needs a new package in the tenant. */
export const MISSION_COLLABORATION_PLUGINS = {
  upTo080: "com.mattermost.plugin-msteams-devsecops",
  after080: "com.mattermost.ms-embedded",
} as const;
