import { all, settings, unlicensed, type Change, type RuleCase } from "../sites";
import type { SiteSpec } from "../../../../src/site/spec";

type Calls = NonNullable<SiteSpec["calls"]>;
type Router = Extract<Calls["router"], { kind: "rtcd" }>;

const nodeNetworks = ["10.20.30.0/24"];

const router = (written: Partial<Router> = {}): Router => ({
  kind: "rtcd",
  exposure: { kind: "node-port", ports: [30_843, 30_844], nodeNetworks },
  ...written,
});

const calls =
  (written: Partial<Calls> = {}): Change =>
  (spec) => {
    spec.calls = { router: router(), ...written };
  };

const ports = (...list: number[]): Partial<Router> => ({
  exposure: { kind: "node-port", ports: list, nodeNetworks },
});

const addresses = (...list: string[]): Change =>
  calls({ router: router({ exposure: { kind: "load-balancer", addresses: list } }) });

const hostNetwork = (client?: { secret: string }): Change =>
  calls({ router: router({ exposure: { kind: "host-network", nodeNetworks }, client }) });

const maxFileSize: Change = ({ mattermost }) => {
  mattermost.maxFileSize = 100;
};

const origin = "http://mattermost.outpost-kestrel.svc.cluster.local:8065";
const coturn = (port: number): Calls["turn"] => ({
  kind: "coturn",
  exposure: { kind: "node-port", address: "10.20.30.11", port },
  peers: ["10.42.0.0/16"],
});
const turn = (url: string): Change =>
  calls({ turn: { kind: "external", urls: [url], secret: { secret: "turn" } } });

export const CALLS_CASES: readonly RuleCase[] = [
  {
    code: "HF2850",
    what: "calls without a licence",
    breaks: all(calls(), unlicensed),
    keeps: calls(),
    paths: ["calls"],
    shows: "no licence",
  },
  {
    code: "HF2850",
    what: "calls with a licence that is too low",
    breaks: all(calls(), ({ mattermost }) => {
      mattermost.licence = { secret: "mattermost-licence", tier: "professional" };
    }),
    paths: ["calls"],
    shows: "licence professional",
  },
  {
    code: "HF2851",
    what: "recordings larger than uploads",
    breaks: all(calls({ recording: {} }), maxFileSize),
    keeps: calls({ recording: { quality: "high", maxMinutes: 180 } }),
    paths: ["mattermost.maxFileSize"],
    shows: "100 MiB, a recording of 60 minutes has 477 MiB",
  },
  {
    code: "HF2852",
    what: "transcripts without recordings",
    breaks: calls({ transcription: {} }),
    keeps: calls({ recording: {}, transcription: {} }),
    paths: ["calls.transcription"],
    shows: "calls.recording is absent",
  },
  {
    code: "HF2853",
    what: "captions without transcripts",
    breaks: calls({ recording: {}, captions: {} }),
    keeps: calls({ recording: {}, transcription: {}, captions: {} }),
    paths: ["calls.captions"],
    shows: "calls.transcription is absent",
  },
  {
    code: "HF2854",
    what: "one job for a transcribed call",
    breaks: calls({ recording: { maxConcurrentJobs: 1 }, transcription: {} }),
    keeps: calls({ recording: { maxConcurrentJobs: 1 } }),
    paths: ["calls.recording.maxConcurrentJobs"],
    shows: "is 1 for 1 recorded calls with transcripts",
  },
  {
    code: "HF2855",
    what: "origins without that of the jobs",
    breaks: all(
      calls({ recording: {} }),
      settings({ ServiceSettings: { AllowCorsFrom: "https://portal.outpost-kestrel.example" } }),
    ),
    keeps: all(
      calls({ recording: {} }),
      settings({ ServiceSettings: { AllowCorsFrom: `https://portal.outpost-kestrel.example ${origin}` } }),
    ),
    paths: ["mattermost.settings.ServiceSettings.AllowCorsFrom"],
    shows: "portal.outpost-kestrel.example",
  },
  {
    code: "HF2856",
    what: "transcripts on arm64",
    breaks: all(calls({ recording: {}, transcription: {} }), ({ cluster }) => {
      cluster.nodes.architecture = "arm64";
    }),
    paths: ["calls.transcription"],
    shows: "arm64",
  },
  {
    code: "HF2857",
    what: "a TURN server on the internet",
    breaks: turn("turn:turn.cloudflare.com:3478?transport=udp"),
    keeps: turn("turn:10.20.30.9:3478"),
    paths: ["calls.turn.urls[0]"],
    shows: "turn.cloudflare.com",
  },
  {
    code: "HF2857",
    what: "routers on the internet",
    breaks: calls({ router: { kind: "external", url: "http://8.8.4.4:8045" } }),
    keeps: calls({ router: { kind: "external", url: "http://media.outpost-kestrel.example:8045" } }),
    paths: ["calls.router.url"],
    shows: "8.8.4.4",
  },
  {
    code: "HF2858",
    what: "shared screens where nobody may share one",
    breaks: calls({ screenSharing: false, screenShares: 2, av1: true }),
    keeps: calls({ screenSharing: false, screenShares: 0, av1: false, ringing: false }),
    paths: ["calls.screenShares", "calls.av1"],
    shows: "calls.screenShares is 2, calls.screenSharing is false",
  },
  {
    code: "HF2860",
    what: "more routers than nodes",
    breaks: calls({ router: router({ routers: 5, ...ports(30_841, 30_842, 30_843, 30_844, 30_845) }) }),
    keeps: calls(),
    paths: ["calls.router.routers"],
    shows: "is 5, cluster.nodes.count is 4",
  },
  {
    code: "HF2861",
    what: "several routers behind one load balancer",
    breaks: addresses("10.20.30.41"),
    keeps: addresses("10.20.30.41", "10.20.30.42"),
    paths: ["calls.router.exposure.addresses"],
    shows: "10.20.30.41 for 2 routers",
  },
  {
    code: "HF2861",
    what: "one port twice",
    breaks: calls({ router: router(ports(30_843, 30_843)) }),
    paths: ["calls.router.exposure.ports"],
    shows: "30843, 30843",
  },
  {
    code: "HF2862",
    what: "a node port outside the range",
    breaks: calls({ router: router(ports(8443, 30_844)) }),
    paths: ["calls.router.exposure.ports[0]"],
    shows: "is 8443",
  },
  {
    code: "HF2863",
    what: "the proxy's node port",
    breaks: all(calls({ router: router(ports(30_443, 30_844)) }), ({ cluster }) => {
      cluster.exposure = { kind: "node-port" };
    }),
    paths: ["calls.router.exposure.ports[0]"],
    shows: "30443, which cluster.exposure.https has",
  },
  {
    code: "HF2863",
    what: "the routers' own API port",
    breaks: calls({ router: router({ mediaPort: 8045 }) }),
    paths: ["calls.router.mediaPort"],
    shows: "8045",
  },
  {
    code: "HF2863",
    what: "one node port for media and relay",
    breaks: calls({ turn: coturn(30_843) }),
    keeps: calls({ turn: coturn(30_478) }),
    paths: ["calls.turn.exposure.port"],
    shows: "30843, which calls.router.exposure.ports[0] has",
  },
  {
    code: "HF2866",
    what: "a relay alone, and none is there",
    breaks: calls({ router: router({ exposure: { kind: "turn-only" } }) }),
    keeps: calls({ router: router({ exposure: { kind: "turn-only" } }), turn: coturn(30_478) }),
    paths: ["calls.router.exposure"],
    shows: "calls.turn is absent",
  },
  {
    code: "HF2864",
    what: "one router on several nodes",
    breaks: calls({ router: router({ routers: 1, ...ports(30_843) }) }),
    keeps: calls(),
    paths: ["calls.router.routers"],
    shows: "is 1 on 4 nodes",
  },
  {
    code: "HF2865",
    what: "self registration on the nodes' network",
    breaks: hostNetwork(),
    keeps: hostNetwork({ secret: "calls-client" }),
    paths: ["calls.router.exposure"],
    shows: "calls.router.client is absent",
  },
];
