import * as fc from "fast-check";
import {
  addressOf,
  always,
  either,
  maybe,
  mostly,
  networks,
  sometimes,
  resources,
  type Drawn,
} from "./arbitrary-values";

const recording = maybe({
  calls: sometimes(fc.integer({ min: 1, max: 2 })),
  quality: sometimes(fc.constantFrom("low", "medium", "high")),
  maxMinutes: sometimes(fc.constantFrom(30, 120)),
  hoursPerWeek: sometimes(fc.constantFrom(4, 20)),
  maxConcurrentJobs: sometimes(fc.constantFrom(4, 6)),
});

const transcription = maybe({
  model: sometimes(fc.constantFrom("tiny", "base", "small")),
  threads: sometimes(fc.integer({ min: 1, max: 4 })),
});

const captions = maybe({
  model: sometimes(fc.constantFrom("tiny", "base")),
  transcribers: sometimes(fc.integer({ min: 1, max: 2 })),
  threads: sometimes(fc.integer({ min: 1, max: 2 })),
  language: sometimes(fc.constantFrom("en", "de")),
});

const routerClient = fc.constantFrom({ secret: "router-client" }, { secret: "router-client", revision: 2 });

const ownRouter = (exposure: Drawn) =>
  maybe({
    kind: always("rtcd"),
    exposure: always(exposure),
    routers: always(2),
    resources: sometimes(resources),
    clientNetworks: sometimes(networks),
    mediaPort: sometimes(always(8444)),
    client: sometimes(routerClient),
  });

const foreignRouter = maybe({
  kind: always("external"),
  url: always("http://rtcd.agency.example:8045"),
  addresses: mostly(networks),
  mediaPort: sometimes(always(8444)),
  client: mostly(routerClient),
});

const NODES = ["10.20.30.0/24"];

/** @param index keeps addresses and node ports of the drawn sites apart */
const exposures = (index: number): readonly Drawn[] => [
  {
    kind: "load-balancer",
    addresses: [addressOf(index, 1), addressOf(index, 2)],
    annotations: { "agency.example/pool": "media" },
  },
  { kind: "node-port", ports: [31000 + 2 * index, 31001 + 2 * index], nodeNetworks: NODES },
  { kind: "host-network", nodeNetworks: NODES, publicAddresses: { "10.20.30.11": "192.0.2.11" } },
];

const relay = (index: number) =>
  fc.oneof(
    maybe({
      kind: always("coturn"),
      exposure: either(
        {
          kind: "load-balancer",
          address: addressOf(index, 3),
          annotations: { "agency.example/pool": "media" },
        },
        { kind: "node-port", address: "10.20.30.11", port: 32_400 + index },
      ),
      peers: always(["10.244.0.0/16", ...NODES]),
      expirationMinutes: sometimes(always(120)),
    }),
    maybe({
      kind: always("external"),
      urls: always(["turn:192.0.2.20:3478?transport=udp"]),
      secret: always({ secret: "turn-secret", key: "shared", revision: 2 }),
      expirationMinutes: sometimes(always(120)),
    }),
  );

/** Calls by routers of the site's own in every exposure, or by somebody else's, with all that hangs on them. */
export const arbitraryCalls = (index: number): fc.Arbitrary<Drawn> =>
  fc
    .record({
      exposure: fc.constantFrom(...exposures(index), { kind: "turn-only" }),
      turn: relay(index),
      turnAlso: fc.boolean(),
      foreign: fc.integer({ min: 0, max: 4 }).map((drawn) => drawn === 0),
    })
    .chain(({ exposure, turn, turnAlso, foreign }) =>
      maybe({
        concurrentCalls: mostly(fc.integer({ min: 1, max: 3 })),
        participants: sometimes(fc.integer({ min: 2, max: 12 })),
        ringing: sometimes(fc.boolean()),
        maxParticipants: sometimes(always(40)),
        profile: sometimes(fc.constantFrom("standard", "low-bandwidth")),
        router: foreign ? foreignRouter : ownRouter(exposure),
        turn: always(turnAlso || (!foreign && exposure.kind === "turn-only") ? turn : undefined),
        recording: always(undefined),
      }),
    )
    .chain((calls) => fc.tuple(always(calls), screens, jobs))
    .map(([calls, shared, chain]) => ({ ...calls, ...shared, ...chain }));

/** Nothing is said of shared screens where nobody may share one. */
const screens = fc.oneof(
  always({ screenSharing: false }),
  maybe({
    screenSharing: sometimes(always(true)),
    screenShares: sometimes(always(1)),
    av1: sometimes(fc.boolean()),
  }),
);

/** Captions need transcriptions, and those need recordings. */
const jobs = fc.oneof(
  always({}),
  maybe({ recording }),
  maybe({ recording, transcription }),
  maybe({ recording, transcription, captions }),
);
