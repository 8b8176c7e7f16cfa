import type { Site } from "../site";
import type { PodLoad } from "./azure";

/** Pods of the parts that every site has; parts that need machines of their own bring their own pools. */
export function podLoads({
  mattermost,
  database,
  objectStore,
  proxy,
}: Pick<Site, "mattermost" | "database" | "objectStore" | "proxy">): readonly PodLoad[] {
  return [
    { name: "Mattermost", pods: mattermost.replicas, resources: mattermost.resources },
    { name: "NGINX", pods: proxy.replicas, resources: proxy.resources },
    ...(database.kind === "cluster"
      ? [
          {
            name: "PostgreSQL",
            pods: database.instances + database.searchReplicas,
            resources: database.resources,
          },
        ]
      : []),
    ...(objectStore.kind === "cluster"
      ? [{ name: "object store", pods: objectStore.servers, resources: objectStore.resources }]
      : []),
  ];
}
