import { Construct, type Construct as Scope } from "constructs";
import { Coturn } from "../../constructs/calls/coturn";
import { mediaPodSecurity, type MediaExposure } from "../../constructs/calls/exposure";
import type { IMediaRouter, ITurnServer, RouterClient } from "../../constructs/calls/media-router";
import { CallsOffloader } from "../../constructs/calls/offloader";
import { Rtcd, type RtcdProps } from "../../constructs/calls/rtcd";
import { fromRtcdAttributes } from "../../constructs/calls/rtcd-attributes";
import type { RtcdRegistration } from "../../constructs/calls/rtcd-registration";
import { Connections } from "../../constructs/kubernetes/connections";
import { MEDIA_TAINT } from "../../constructs/azure/pool-taints";
import { Namespace, type INamespace, type NamespaceProps } from "../../constructs/kubernetes/namespace";
import { GeneratedSecret, Secret, type ISecret } from "../../constructs/kubernetes/secret";
import { Calls } from "../../constructs/mattermost/features/calls";
import type { CallTranscription } from "../../constructs/mattermost/features/calls-props";
import type { IMattermostFeature } from "../../constructs/mattermost/mattermost-feature";
import type { Site } from "../../site/site";
import type { SiteCalls, SiteForeignRouter, SiteForeignTurn, SiteRtcd } from "../../site/site-calls";

const KEY_LENGTH = 48;
const CLIENT_ID = "mattermost";
const TRANSCRIBING = { cpu: "2", memory: "2Gi" } as const;

const JOBS_REASON =
  "Pods that record and transcribe calls start as root and drop to an ordinary user; the browser that records needs user namespaces. The programs that start them can't ask for more.";

/** Namespaces of calls besides the site's own, by what they are for. */
export function callsNamespaces(site: Site): readonly NamespaceProps[] {
  const { calls } = site;
  if (!calls) return [];
  const media = calls.router.kind === "rtcd" ? mediaPodSecurity(calls.router.exposure.kind) : undefined;
  return [
    ...(media && media.level !== "restricted"
      ? [{ name: mediaNamespace(site), podSecurity: media.level, podSecurityReason: media.reason }]
      : []),
    ...(calls.recording
      ? [{ name: jobsNamespace(site), podSecurity: "baseline" as const, podSecurityReason: JOBS_REASON }]
      : []),
  ];
}

/** Calls of a site; none when it has none. */
export function callsOf(scope: Scope, site: Site, namespace: INamespace): readonly IMattermostFeature[] {
  const { calls } = site;
  if (!calls) return [];
  const inside = new Construct(scope, "Calls");
  const turn = turnOf(inside, calls, namespace);
  return [
    new Calls({
      router: routerOf(inside, site, calls.router, namespace, turn),
      maxParticipants: calls.maxParticipants,
      lowBandwidth: calls.profile === "low-bandwidth",
      settings: {
        AllowScreenSharing: calls.screenSharing,
        EnableAV1: calls.av1,
        EnableRinging: calls.ringing,
      },
      recording: recordingOf(inside, site, calls, namespace),
    }),
  ];
}

function routerOf(
  scope: Scope,
  site: Site,
  router: SiteCalls["router"],
  namespace: INamespace,
  turn: ITurnServer | undefined,
): IMediaRouter {
  if (router.kind === "external") return foreignRouter(scope, router, turn);
  const { exposure, routers, resources, clientNetworks, mediaPort } = router;
  const own = mediaPodSecurity(exposure.kind).level !== "restricted";
  const home = own ? Namespace.fromName(scope, "MediaNamespace", mediaNamespace(site)) : namespace;
  return new Rtcd(scope, "Routers", {
    namespace: home,
    routers,
    resources,
    exposure: announced(site, exposure),
    clientNetworks,
    mediaPort,
    turn,
    registration: registrationOf(scope, router, namespace),
    ...mediaMachines(site),
  });
}

/** Where a site has machines for voice alone, routers run there and nowhere else. */
function mediaMachines({ azure }: Site): Pick<RtcdProps, "nodeSelector" | "tolerations"> {
  if (!azure?.kubernetes.mediaPool) return {};
  const { key, value, effect } = MEDIA_TAINT;
  return { nodeSelector: { [key]: value }, tolerations: [{ key, value, effect }] };
}

/** Behind a firewall that hands voice on, devices dial the firewall's addresses. */
function announced({ azure }: Site, exposure: MediaExposure): MediaExposure {
  const media = azure?.access.media;
  if (exposure.kind !== "load-balancer" || !media) return exposure;
  return { ...exposure, publicAddresses: media.addresses.map(({ address }) => address) };
}

function registrationOf(scope: Scope, router: SiteRtcd, namespace: INamespace): RtcdRegistration {
  const { registration } = router;
  if (registration.kind === "self") return registration;
  const secret =
    registration.kind === "existing"
      ? Secret.fromName(scope, "RouterClient", registration)
      : new GeneratedSecret(scope, "RouterClient", {
          namespace,
          name: "calls-client",
          revision: registration.revision,
          fields: {
            clientid: { value: CLIENT_ID },
            authkey: { generate: { length: KEY_LENGTH } },
            adminkey: { generate: { length: KEY_LENGTH } },
          },
        });
  return { kind: "registered", client: clientOf(secret), adminKey: secret.key("adminkey") };
}

function foreignRouter(
  scope: Scope,
  { url, addresses, mediaPort, client }: SiteForeignRouter,
  turn: ITurnServer | undefined,
): IMediaRouter {
  return fromRtcdAttributes(scope, "Routers", {
    url,
    addresses,
    mediaPort,
    registration: client
      ? { kind: "registered", client: clientOf(Secret.fromName(scope, "RouterClient", client)) }
      : { kind: "self" },
    iceServers: turn?.iceServers,
    turn: turn?.turn,
  });
}

function clientOf(secret: ISecret): RouterClient {
  return { clientId: secret.key("clientid"), authKey: secret.key("authkey") };
}

function recordingOf(
  scope: Scope,
  site: Site,
  { recording, transcription, captions }: SiteCalls,
  namespace: INamespace,
): ConstructorParameters<typeof Calls>[0]["recording"] {
  if (!recording) return undefined;
  const transcripts: CallTranscription | undefined = transcription && {
    model: transcription.model,
    threads: transcription.threads,
    captions,
  };
  return {
    quality: recording.quality,
    maxMinutes: recording.maxMinutes,
    transcription: transcripts,
    offloader: new CallsOffloader(scope, "Offloader", {
      namespace,
      jobsNamespace: Namespace.fromName(scope, "JobsNamespace", jobsNamespace(site)),
      recordedCalls: recording.calls,
      transcribes: transcription !== undefined,
      serverVersion: site.mattermost.version,
      maxConcurrentJobs: recording.maxConcurrentJobs,
      jobResources: {
        recording: recording.jobResources,
        transcribing: transcription?.jobResources ?? TRANSCRIBING,
      },
    }),
  };
}

function turnOf(scope: Scope, calls: SiteCalls, namespace: INamespace): ITurnServer | undefined {
  const { turn, router } = calls;
  if (!turn) return undefined;
  if (turn.kind === "external") return foreignTurn(scope, turn);
  const secret = new GeneratedSecret(scope, "TurnSecret", {
    namespace,
    name: "turn-secret",
    fields: { secret: { generate: { length: KEY_LENGTH } } },
  });
  return new Coturn(scope, "Turn", {
    namespace,
    exposure: turn.exposure,
    peers: turn.peers,
    staticSecret: secret.key("secret"),
    clientNetworks: router.kind === "rtcd" ? router.clientNetworks : undefined,
    expirationMinutes: turn.expirationMinutes,
  });
}

/** Its media comes from its own network, outside the cluster; routers see it as they see devices. */
function foreignTurn(scope: Scope, { urls, secret, expirationMinutes }: SiteForeignTurn): ITurnServer {
  const { name, key, revision } = secret;
  const staticSecret = Secret.fromName(scope, "TurnSecret", { name, revision }).key(key);
  return Object.assign(new Connections(scope, "Turn", { name: "turn" }), {
    iceServers: [{ urls }],
    turn: { staticSecret, expirationMinutes },
  });
}

const mediaNamespace = ({ name }: Site): string => `${name}-media`;
const jobsNamespace = ({ name }: Site): string => `${name}-calls-jobs`;
