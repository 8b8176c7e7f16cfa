import { z } from "zod";
import { cidr, documented, port, resources, secretReference } from "./fields";

const ipv4 = z.ipv4();

const exposure = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("host-network"),
    nodeNetworks: documented(z.array(cidr).min(1), "Networks of the nodes' addresses."),
    publicAddresses: documented(
      z.record(ipv4, ipv4).optional(),
      "What devices dial instead, by node address.",
      { default: "the nodes' own addresses" },
    ),
  }),
  z.strictObject({
    kind: z.literal("node-port"),
    ports: documented(z.array(port).min(1), "A node port for each router, UDP and TCP."),
    nodeNetworks: documented(z.array(cidr).min(1), "Networks of the nodes' addresses."),
  }),
  z.strictObject({ kind: z.literal("turn-only") }),
  z.strictObject({
    kind: z.literal("load-balancer"),
    addresses: documented(z.array(ipv4).min(1), "An address for each router: a call lives on one of them."),
    annotations: documented(
      z.record(z.string(), z.string()).optional(),
      "What the load balancer's controller wants to read.",
      { default: "none" },
    ),
  }),
]);

const router = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("rtcd"),
    exposure: documented(exposure, "How devices reach the routers."),
    routers: documented(z.int().min(1).max(50).optional(), "Routers, each on a node of its own.", {
      default: "sized from the calls, one more than needed; 1 on one node",
    }),
    resources: documented(resources.optional(), "Resources of one router.", {
      default: "sized from the calls",
    }),
    clientNetworks: documented(z.array(cidr).min(1).optional(), "Networks of the devices.", {
      default: "any address",
    }),
    mediaPort: documented(z.int().min(80).max(49_151).optional(), "Port of the media, UDP and TCP.", {
      default: 8443,
    }),
    client: documented(
      secretReference.optional(),
      "Existing Secret with `clientid`, `authkey` and `adminkey` (32 characters or more); on the host network it must be in the routers' namespace too.",
      { default: "generated; on the host network none, and the plugin registers itself" },
    ),
  }),
  z.strictObject({
    kind: z.literal("external"),
    url: documented(
      z
        .string()
        .regex(
          /^https?:\/\/[a-z0-9.-]+:\d{1,5}$/i,
          "an address with its port, e.g. http://rtcd.example:8045",
        ),
      "API of routers that somebody else runs; the host's IPv4 addresses are all routers.",
    ),
    addresses: documented(
      z.array(cidr).min(1).optional(),
      "Networks of the routers, for the network policy.",
      {
        default: "any address, on their ports only",
      },
    ),
    mediaPort: documented(z.int().min(80).max(49_151).optional(), "Port of the media, UDP and TCP.", {
      default: 8443,
    }),
    client: documented(secretReference.optional(), "Existing Secret with `clientid` and `authkey`.", {
      default: "none: the plugin registers itself",
    }),
  }),
]);

const expirationMinutes = documented(z.int().min(15).max(10_079).optional(), "Life of a credential.", {
  default: 480,
});

const turn = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("coturn"),
    exposure: documented(
      z.discriminatedUnion("kind", [
        z.strictObject({
          kind: z.literal("load-balancer"),
          address: documented(ipv4, "Address that devices dial."),
          annotations: documented(
            z.record(z.string(), z.string()).optional(),
            "What the load balancer's controller wants to read.",
            { default: "none" },
          ),
        }),
        z.strictObject({
          kind: z.literal("node-port"),
          address: documented(ipv4, "Address of a node, or of what stands in front of the nodes."),
          port: documented(port, "Node port, UDP and TCP."),
        }),
      ]),
      "How devices reach it.",
    ),
    peers: documented(
      z.array(z.cidrv4()).min(1),
      "Networks of what it may relay to: of the routers' pods, or of their nodes on the host network.",
    ),
    expirationMinutes,
  }),
  z.strictObject({
    kind: z.literal("external"),
    urls: documented(
      z
        .array(z.string().regex(/^turns?:[^\s?]+(\?transport=(udp|tcp))?$/, "e.g. turn:192.0.2.20:3478"))
        .min(1),
      "Addresses of a TURN server that somebody else runs.",
    ),
    secret: documented(
      secretReference.extend({
        key: documented(z.string().min(1).optional(), "Key of the Secret.", { default: "secret" }),
      }),
      "The static secret that the TURN server and the plugin share.",
    ),
    expirationMinutes,
  }),
]);

const count = z.int().min(1).max(10_000);

/** Voice and screens in Mattermost. */
export const callsSpec = z.strictObject({
  concurrentCalls: documented(count.optional(), "Calls at the same time, at the busiest.", {
    default: "sized from people: a tenth of those online",
  }),
  participants: documented(z.int().min(2).max(1000).optional(), "People in one call.", { default: 8 }),
  screenSharing: documented(z.boolean().optional(), "Whether people may share their screen.", {
    default: true,
  }),
  screenShares: documented(z.int().min(0).max(10_000).optional(), "Calls in which a screen is shared.", {
    default: "a third of the calls, and 0 without screenSharing",
  }),
  av1: documented(
    z.boolean().optional(),
    "Experimental: shared screens in AV1, from devices that can encode it.",
    { default: false },
  ),
  ringing: documented(
    z.boolean().optional(),
    "Whether calls in direct and group messages ring; on phones by the notifications of apps.push.",
    { default: true },
  ),
  maxParticipants: documented(z.int().min(0).max(1000).optional(), "Limit of one call; 0 is none.", {
    default: "none, and twice the participants with the profile low-bandwidth",
  }),
  profile: documented(
    z.enum(["standard", "low-bandwidth"]).optional(),
    "low-bandwidth: signals over the media's own channel, no video, small recordings, a limit of participants.",
    { default: "low-bandwidth unless the site is connected" },
  ),
  router: documented(router, "What carries the media."),
  turn: documented(
    turn.optional(),
    "TURN server of the site's network, for devices that can't reach the routers.",
    { default: "none; no STUN or TURN server is ever taken from outside" },
  ),
  recording: documented(
    z
      .strictObject({
        calls: documented(z.int().min(1).max(200).optional(), "Calls recorded at the same time.", {
          default: 1,
        }),
        quality: documented(z.enum(["low", "medium", "high"]).optional(), "0.5, 0.7 or 1.2 GB an hour.", {
          default: "medium, and low with the profile low-bandwidth",
        }),
        maxMinutes: documented(z.int().min(15).max(180).optional(), "Longest recording.", { default: 60 }),
        hoursPerWeek: documented(
          z.number().min(0).max(10_000).optional(),
          "Hours of all recorded calls in a week; the file storage is sized for them.",
          { default: "two a call that may be recorded at the same time" },
        ),
        maxConcurrentJobs: documented(z.int().min(1).max(400).optional(), "Jobs at the same time.", {
          default: "sized: one a recorded call, two when it is transcribed",
        }),
      })
      .optional(),
    "Recordings, by jobs in a namespace of their own.",
    { default: "off" },
  ),
  transcription: documented(
    z
      .strictObject({
        model: documented(z.enum(["tiny", "base", "small"]).optional(), "Speech model.", { default: "base" }),
        threads: documented(z.int().min(1).max(64).optional(), "Threads of one transcription.", {
          default: 2,
        }),
      })
      .optional(),
    "Text of recorded calls, on the site's own CPUs.",
    { default: "off" },
  ),
  captions: documented(
    z
      .strictObject({
        model: documented(z.enum(["tiny", "base"]).optional(), "Speech model.", { default: "tiny" }),
        transcribers: documented(z.int().min(1).max(16).optional(), "Workers of one call.", { default: 1 }),
        threads: documented(z.int().min(1).max(64).optional(), "Threads of one worker.", { default: 2 }),
        language: documented(
          z
            .string()
            .regex(/^[a-z]{2}$/, "two letters, e.g. en")
            .optional(),
          "Spoken language.",
          {
            default: "en",
          },
        ),
      })
      .optional(),
    "Text under the picture while people speak.",
    { default: "off" },
  ),
});
