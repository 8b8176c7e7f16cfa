import type { MattermostSettings } from "../../../catalog/mattermost-settings.generated";

/** Port of the servers among themselves, TCP and UDP. */
export const GOSSIP_PORT = 8074;

export interface ClusterOptions {
  readonly replicas: number;
  /** Servers join when they have the same name and the same database. */
  readonly clusterName: string;
}

/** How servers find each other: by the database, then by gossip on their pod addresses. */
export function clusterSettings(options: ClusterOptions): MattermostSettings {
  if (options.replicas === 1) return { ClusterSettings: { Enable: false } };
  return {
    ClusterSettings: {
      Enable: true,
      ClusterName: options.clusterName,
      GossipPort: GOSSIP_PORT,
      UseIPAddress: true,
      EnableGossipCompression: true,
      EnableGossipEncryption: true,
    },
  };
}
