import { resolveAgents } from "./resolve/agents";
import { resolveGpuNodes } from "./resolve/agents-gpu";
import { resolveApps } from "./resolve/apps";
import { resolveAzure } from "./resolve/azure";
import { resolveAzureLocal } from "./resolve/azure-local";
import { resolveBackend } from "./resolve/backend";
import { resolveCalls } from "./resolve/calls";
import { resolveCluster } from "./resolve/cluster";
import { resolveDatabase } from "./resolve/database";
import { frozen } from "./resolve/frozen";
import { resolveEntra } from "./resolve/entra";
import { resolveIdentity } from "./resolve/identity";
import { resolveIdentityProvider } from "./resolve/identity-provider";
import { resolveIntegrations } from "./resolve/integrations";
import { Ledger } from "./resolve/ledger";
import { resolveMattermost } from "./resolve/mattermost";
import { resolveMicrosoft365 } from "./resolve/microsoft365";
import { resolveObjectStore } from "./resolve/object-store";
import { resolvePeople } from "./resolve/people";
import { resolvePlugins } from "./resolve/plugins";
import { resolveProxy } from "./resolve/proxy";
import { resolveSecrets } from "./resolve/secrets";
import type { ResolveSite, Site } from "./site";

/**
 * Turns a checked site file into a site: what a person wrote stays, defaults fill what is fixed, sizing computes the
 * rest in the order people, servers, database, store, proxy. Pure: the same file gives the same site and reasons.
 *
 * @param context.directory absolute folder of the site file; relative paths in it start there.
 */
export const resolveSite: ResolveSite = (spec, { directory }) => {
  const ledger = new Ledger();
  const identity = resolveIdentity(spec, ledger);
  const cluster = resolveCluster(spec, directory, ledger);
  const people = resolvePeople(spec, ledger);
  const mattermost = resolveMattermost(spec, people, cluster, ledger);
  const gpuNodes = resolveGpuNodes(spec, ledger);
  const parts = {
    ...identity,
    cluster,
    people,
    mattermost,
    database: resolveDatabase(spec, people, cluster, mattermost, ledger),
    objectStore: resolveObjectStore(spec, people, cluster, ledger),
    proxy: resolveProxy(spec, people, cluster, mattermost, ledger),
    identity: resolveIdentityProvider(spec, cluster, ledger),
    agents: resolveAgents(spec, people, gpuNodes, ledger),
    calls: resolveCalls(spec, people, cluster, ledger),
    gpuNodes,
    integrations: resolveIntegrations(spec, ledger),
  };
  const site: Site = {
    ...parts,
    entra: resolveEntra(spec, ledger),
    apps: resolveApps(spec, identity, ledger),
    microsoft365: resolveMicrosoft365(spec, directory, ledger),
    plugins: resolvePlugins(spec, ledger),
    azure: resolveAzure(spec, parts, directory, ledger),
    azureLocal: resolveAzureLocal(spec, parts, ledger),
    secrets: resolveSecrets(spec, ledger),
    backend: resolveBackend(spec, directory, ledger),
    accept: ledger.chosen("accept", spec.accept, { value: [], reason: "no warning is accepted" }),
  };
  return frozen({ site, decisions: ledger.decisions });
};
