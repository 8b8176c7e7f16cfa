import * as fc from "fast-check";
import { arbitraryEndpoints } from "./arbitrary-endpoints";
import {
  always,
  either,
  maybe,
  mostly,
  networks,
  secretValue,
  sometimes,
  type Drawn,
} from "./arbitrary-values";

const agent = (name: string) =>
  maybe({
    name: always(name),
    displayName: sometimes(always("Clerk of the watch")),
    endpoint: always("assistant"),
    instructions: sometimes(always("Answer in plain words.")),
    tools: sometimes(fc.boolean()),
    vision: sometimes(always(false)),
    access: sometimes(
      either(
        { kind: "everyone" },
        { kind: "only", users: ["ada"], teams: ["operations"] },
        { kind: "except", users: ["bob"] },
      ),
    ),
  });

const toolServer = maybe({
  name: always("maps"),
  url: always("http://maps.agency.example:8080/mcp"),
  token: sometimes(secretValue("maps-token")),
  addresses: sometimes(networks),
  worksOffline: always(true),
});

const gpuNodes = maybe({
  count: always(2),
  gpu: fc.constantFrom("l4", "a10", "h100-80"),
  perNode: sometimes(always(2)),
  operator: sometimes(fc.constantFrom("install", "present")),
  driver: sometimes(fc.constantFrom("on-node", "container")),
  label: sometimes(always({ key: "agency.example/gpu", value: "yes" })),
  taint: sometimes(
    either({ key: "agency.example/gpu" }, { key: "agency.example/gpu", value: "yes", effect: "NoExecute" }),
  ),
  runtimeClass: sometimes(always("nvidia")),
});

const sliced = maybe({
  count: always(2),
  gpu: always("h100-80"),
  slice: always("3g.40gb"),
  operator: sometimes(always("install")),
});

const search = maybe({
  endpoint: always("embeddings"),
  dimensions: sometimes(always(768)),
  elementType: sometimes(fc.constantFrom("vector", "halfvec")),
});

/** What the rest of the site lets them be. */
interface Surroundings {
  /** Whether calls are transcribed. */
  readonly meetings: boolean;
  readonly offline: boolean;
}

/** Assistants on processors or GPUs, with or without search, and the nodes that carry them. */
export const arbitraryAssistants = ({ meetings, offline }: Surroundings): fc.Arbitrary<Drawn> =>
  fc.record({ gpu: fc.boolean(), searches: fc.boolean() }).chain(({ gpu, searches }) =>
    maybe({
      gpuNodes: gpu ? fc.oneof(gpuNodes, sliced) : always(undefined),
      agents: maybe({
        endpoints: arbitraryEndpoints({ gpu, searches, offline }),
        agents: fc.oneof(fc.tuple(agent("clerk")), fc.tuple(agent("clerk"), agent("signals"))),
        search: searches ? search : always(undefined),
        meetings: meetings ? mostly(either({}, { agent: "clerk" })) : always(undefined),
        toolServers: sometimes(fc.tuple(toolServer)),
        webSearch: offline ? always(undefined) : sometimes(always(true)),
      }),
    }),
  );
