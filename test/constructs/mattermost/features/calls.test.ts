import { readFileSync } from "node:fs";
import { CALLS_SETTINGS, type CallsSettingInfo } from "../../../../src/catalog/calls-settings.generated";
import { CallsOffloader } from "../../../../src/constructs/calls/offloader";
import { fromRtcdAttributes, type RtcdAttributes } from "../../../../src/constructs/calls/rtcd-attributes";
import { Namespace } from "../../../../src/constructs/kubernetes/namespace";
import { Secret } from "../../../../src/constructs/kubernetes/secret";
import { Calls } from "../../../../src/constructs/mattermost/features/calls";
import type { CallRecording, CallsProps } from "../../../../src/constructs/mattermost/features/calls-props";
import { ProblemError } from "../../../../src/errors/problem";
import { firewallMatrix } from "../../../../src/reports/firewall-matrix";
import { referenceJson, referenceMissing } from "../../../support/reference";
import { testStack } from "../../../support/synth";
import { world, type WorldProps } from "../world";

type Recording = Omit<CallRecording, "offloader">;

interface CallsWorld {
  readonly recording?: Recording;
  readonly calls?: Partial<CallsProps>;
  readonly router?: Partial<RtcdAttributes>;
  readonly server?: WorldProps;
  readonly transcribes?: boolean;
}

function calls({ recording, calls: props, router, server, transcribes = true }: CallsWorld = {}) {
  const made = world({ tier: "enterprise", maxFileSize: 5000, ...server });
  const { stack } = made;
  const media = fromRtcdAttributes(stack, "Media", {
    url: "http://media.outpost.example:8045",
    addresses: ["10.9.0.0/24"],
    registration: { kind: "self" },
    ...router,
  });
  const offloader =
    recording &&
    new CallsOffloader(stack, "Offloader", {
      namespace: Namespace.fromName(stack, "Home", "outpost"),
      jobsNamespace: Namespace.fromName(stack, "JobsHome", "outpost-jobs"),
      recordedCalls: 1,
      transcribes,
    });
  const feature = new Calls({
    router: media,
    recording: offloader && { ...recording, offloader },
    ...props,
  });
  const bound = feature.bind(made.server);
  return { ...made, bound, env: bound.env ?? {} };
}

function codeOf(input: CallsWorld): string | undefined {
  try {
    calls(input);
  } catch (error) {
    return (error as ProblemError).problems[0]?.code;
  }
  return undefined;
}

test("calls are live, and no device is told of a server outside", () => {
  const { env, bound } = calls();
  expect(env).toMatchObject({
    MM_CALLS_DEFAULT_ENABLED: "true",
    MM_CALLS_RTCD_SERVICE_URL: "http://media.outpost.example:8045",
    MM_CALLS_ICE_SERVERS_CONFIGS: "[]",
    MM_CALLS_ENABLE_RECORDINGS: "false",
  });
  expect(bound.waitsFor?.url).toBe("http://media.outpost.example:8045/version");
});

test("keys come from Secrets only", () => {
  const { stack } = { stack: testStack() };
  const secret = Secret.fromName(stack, "Client", { name: "client" });
  const client = { clientId: secret.key("id"), authKey: secret.key("key") };
  const turn = { staticSecret: secret.key("turn"), expirationMinutes: 480 };
  const { env } = calls({
    router: {
      registration: { kind: "registered", client },
      turn,
      iceServers: [{ urls: ["turn:10.9.0.9:3478"] }],
    },
  });
  expect(env).toMatchObject({
    MM_CALLS_RTCD_CLIENT_ID: { secret: client.clientId },
    MM_CALLS_RTCD_AUTH_KEY: { secret: client.authKey },
    MM_CALLS_TURN_STATIC_AUTH_SECRET: { secret: turn.staticSecret },
    MM_CALLS_ICE_SERVERS_CONFIGS: '[{"urls":["turn:10.9.0.9:3478"]}]',
    MM_CALLS_TURN_CREDENTIALS_EXPIRATION_MINUTES: "480",
  });
});

test("every setting is written, or named in the guide as one that never is", () => {
  const secret = Secret.fromName(testStack(), "Client", { name: "client" });
  const { env } = calls({
    recording: { transcription: { captions: {} } },
    router: { turn: { staticSecret: secret.key("turn"), expirationMinutes: 480 } },
  });
  const unwritten = Object.values(CALLS_SETTINGS).flatMap(({ variable }) =>
    variable in env ? [] : [variable],
  );
  const guide = readFileSync("docs/guides/calls.md", "utf8");
  const named = guide.match(/MM_CALLS_[A-Z0-9_]+/g) ?? [];
  expect([...named].sort()).toEqual(unwritten.sort());
});

test("a thin link gets small pictures", () => {
  expect(calls({ recording: {}, calls: { lowBandwidth: true } }).env).toMatchObject({
    MM_CALLS_ENABLE_DC_SIGNALING: "true",
    MM_CALLS_ENABLE_VIDEO: "false",
    MM_CALLS_ENABLE_SIMULCAST: "false",
    MM_CALLS_RECORDING_QUALITY: "low",
  });
});

test("jobs reach the servers and the routers, and nobody else", () => {
  const { stack, env, bound } = calls({ recording: { transcription: { captions: {} } } });
  expect(env).toMatchObject({
    MM_CALLS_ENABLE_LIVE_CAPTIONS: "true",
    MM_CALLS_RECORDER_SITE_URL: "http://mattermost.outpost.svc.cluster.local:8065",
    MM_CALLS_JOB_SERVICE_IMAGE_REGISTRY: "docker.io/mattermost",
  });
  expect(bound.settings).toMatchObject({
    ServiceSettings: { AllowCorsFrom: "http://mattermost.outpost.svc.cluster.local:8065" },
  });
  const rows = firewallMatrix(stack).filter(({ from }) => from === "calls-jobs");
  expect(rows.map(({ to, port, protocol }) => `${to} ${port}/${protocol}`)).toEqual([
    "mattermost 8065/TCP",
    "media.outpost.example 8443/TCP",
    "media.outpost.example 8443/UDP",
  ]);
});

test.each<[string, CallsWorld, string]>([
  ["no licence", { server: { tier: undefined } }, "HF3744"],
  ["a licence that is too low", { server: { tier: "professional" } }, "HF3744"],
  ["the FIPS edition", { server: { edition: "fips" } }, "HF3745"],
  ["uploads smaller than recordings", { recording: {}, server: { maxFileSize: 100 } }, "HF3746"],
  ["recordings of four hours", { recording: { maxMinutes: 240 } }, "HF3747"],
  ["no such language", { recording: { transcription: { captions: { language: "eng" } } } }, "HF3747"],
  ["AV1 in several qualities", { calls: { settings: { EnableAV1: true, EnableSimulcast: true } } }, "HF3749"],
  ["AV1 of no screens", { calls: { settings: { EnableAV1: true, AllowScreenSharing: false } } }, "HF3749"],
  ["transcripts without room", { recording: { transcription: {} }, transcribes: false }, "HF3740"],
])("%s is refused", (_, input, code) => {
  expect(codeOf(input)).toBe(code);
});

const withReference = referenceMissing === undefined ? test : test.skip;

withReference("the generated settings are those of the collected facts", () => {
  const { plugins } = referenceJson("plugins", "settings.json") as {
    readonly plugins: readonly {
      readonly id: string;
      readonly settings: readonly { key: string; env: string }[];
    }[];
  };
  const facts = plugins.find(({ id }) => id === "com.mattermost.calls")?.settings ?? [];
  const known: readonly (readonly [string, CallsSettingInfo])[] = Object.entries(CALLS_SETTINGS);
  expect(known.map(([key, { variable }]) => [key, variable])).toEqual(
    facts.map(({ key, env }) => [key, env]),
  );
});
