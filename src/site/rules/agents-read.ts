import type { Site } from "../site";
import type { SiteAgentEndpoint, SiteLocalEndpoint } from "../site-agents";

/** Where the vendor's behaviour was read. */
export const AGENTS_PLUGIN = "Mattermost Agents plugin, sources of the 2.x line";

export function isLocal(endpoint: SiteAgentEndpoint): endpoint is SiteLocalEndpoint {
  return endpoint.kind === "ollama" || endpoint.kind === "vllm";
}

/** Models on the site's own nodes, with their paths in the site file. */
export function localModels({
  agents,
}: Pick<Site, "agents">): readonly (readonly [path: string, endpoint: SiteLocalEndpoint])[] {
  return (agents?.endpoints ?? []).flatMap((endpoint, index) =>
    isLocal(endpoint) ? [[`agents.endpoints.${index}`, endpoint] as const] : [],
  );
}
