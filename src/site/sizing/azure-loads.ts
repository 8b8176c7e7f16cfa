import type { Resources, Site } from "../site";
import type { PodLoad } from "./azure";

/** The parts of a site that run as pods. */
export type LoadedSite = Pick<
  Site,
  | "mattermost"
  | "database"
  | "objectStore"
  | "proxy"
  | "identity"
  | "agents"
  | "calls"
  | "gpuNodes"
  | "integrations"
>;

/** PostgreSQL of Keycloak: two instances, as the services stack makes them. */
const KEYCLOAK_DATABASE = { pods: 2, resources: { cpu: "250m", memory: "1Gi" } } as const;

/** One of a part that is small and has no resources in the site file, e.g. a bridge or a job runner. */
const SMALL: Resources = { cpu: "200m", memory: "256Mi" };

/**
 * Pods of every part that the site's own machines carry. Media routers have machines of their own where the site says
 * so; models on GPUs always have.
 */
export function podLoads(
  site: LoadedSite,
  { mediaApart }: { readonly mediaApart: boolean },
): readonly PodLoad[] {
  const { mattermost, proxy } = site;
  return [
    { name: "Mattermost", pods: mattermost.replicas, resources: mattermost.resources },
    { name: "NGINX", pods: proxy.replicas, resources: proxy.resources },
    ...databaseLoads(site),
    ...storeLoads(site),
    ...identityLoads(site),
    ...callsLoads(site, mediaApart),
    ...modelLoads(site),
    ...serviceLoads(site),
  ];
}

function databaseLoads({ database }: LoadedSite): readonly PodLoad[] {
  if (database.kind !== "cluster") return [];
  const { instances, searchReplicas, resources } = database;
  return [{ name: "PostgreSQL", pods: instances + searchReplicas, resources }];
}

function storeLoads({ objectStore }: LoadedSite): readonly PodLoad[] {
  if (objectStore.kind !== "cluster") return [];
  return [{ name: "object store", pods: objectStore.servers, resources: objectStore.resources }];
}

function identityLoads({ identity }: LoadedSite): readonly PodLoad[] {
  if (identity?.kind === "keycloak") {
    const { replicas, resources, openLdap } = identity;
    return [
      { name: "Keycloak", pods: replicas, resources },
      { name: "Keycloak's PostgreSQL", ...KEYCLOAK_DATABASE },
      ...(openLdap ? [{ name: "OpenLDAP", pods: openLdap.replicas, resources: openLdap.resources }] : []),
    ];
  }
  return [];
}

function callsLoads({ calls }: LoadedSite, mediaApart: boolean): readonly PodLoad[] {
  if (calls === undefined) return [];
  const { router, turn, recording } = calls;
  return [
    ...(router.kind === "rtcd" && !mediaApart
      ? [{ name: "media router", pods: router.routers, resources: router.resources }]
      : []),
    ...(turn?.kind === "coturn" ? [{ name: "TURN server", pods: 1, resources: SMALL }] : []),
    ...(recording
      ? [
          { name: "recording service", pods: 1, resources: SMALL },
          { name: "recording job", pods: recording.calls, resources: recording.jobResources },
        ]
      : []),
  ];
}

function modelLoads({ agents }: LoadedSite): readonly PodLoad[] {
  return (agents?.endpoints ?? []).flatMap((endpoint) =>
    "gpus" in endpoint && endpoint.gpus === 0
      ? [{ name: `model ${endpoint.name}`, pods: 1, resources: endpoint.resources }]
      : [],
  );
}

function serviceLoads({ integrations }: LoadedSite): readonly PodLoad[] {
  return (integrations?.services ?? []).map(({ name, replicas, resources }) => ({
    name: `service ${name}`,
    pods: replicas,
    resources,
  }));
}
