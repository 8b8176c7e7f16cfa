import { CALLS_SETTINGS, type CallsSettings } from "../../../catalog/calls-settings.generated";
import { PLUGINS } from "../../../catalog/plugins";
import type { OffloaderReference } from "../../calls/offloader";
import { CALLS_PROBLEMS } from "../../calls/offloader-problems";
import type { RouterClient, RouterRegistration } from "../../calls/media-router";
import type { EnvValue } from "../../kubernetes/pod";
import { refuse } from "../../kubernetes/problems";
import type { IMattermostFeature, MattermostFeatureConfig } from "../mattermost-feature";
import type { IMattermostServer } from "../mattermost-reference";
import { checkCalls } from "./calls-checks";
import type { CallRecording, CallsProps } from "./calls-props";
import { captionSettings, LOW_BANDWIDTH, recordingSettings } from "./calls-settings";

/**
 * Voice and screens, in every channel (live mode). The plugin is in the server image; media goes through the routers
 * alone, and no client is ever told of a STUN server outside. Servers wait for a router at their start, because the
 * plugin gives up for good when it meets none.
 */
export class Calls implements IMattermostFeature {
  public readonly featureName = "calls";

  public constructor(private readonly props: CallsProps) {}

  public bind(server: IMattermostServer): MattermostFeatureConfig {
    const { router, recording } = this.props;
    const settings = this.settings();
    for (const { kind, ...finding } of checkCalls(server.mattermost, settings, recording)) {
      refuse(server, CALLS_PROBLEMS[kind], finding);
    }
    server.node.addDependency(router);
    if (recording) this.connectJobs(server, recording);
    return {
      plugins: { [PLUGINS.calls]: { enabled: true } },
      env: {
        ...callsEnvironment(settings),
        ...this.clients(),
        ...(recording && jobEnvironment(server, recording)),
      },
      ...(recording && { settings: { ServiceSettings: { AllowCorsFrom: jobSiteUrl(server) } } }),
      waitsFor: { url: router.mediaRouter.readyUrl, what: "a media router" },
      reaches: [
        { peer: router, why: "calls", port: "api" },
        ...(recording ? [{ peer: recording.offloader, why: "jobs of recorded calls", port: "api" }] : []),
      ],
    };
  }

  private settings(): CallsSettings {
    const { router, recording, maxParticipants, lowBandwidth, settings } = this.props;
    const { mediaRouter } = router;
    return {
      DefaultEnabled: true,
      MaxCallParticipants: maxParticipants ?? 0,
      AllowScreenSharing: true,
      EnableSimulcast: false,
      EnableAV1: false,
      EnableRinging: true,
      EnableVideo: false,
      EnableDCSignaling: false,
      ...(lowBandwidth && LOW_BANDWIDTH),
      ...settings,
      RTCDServiceURL: mediaRouter.url,
      ICEServersConfigs: JSON.stringify(mediaRouter.iceServers.map(({ urls }) => ({ urls }))),
      ...(mediaRouter.turn && { TURNCredentialsExpirationMinutes: mediaRouter.turn.expirationMinutes }),
      ServerSideTURN: false,
      ...recordingSettings(recording, lowBandwidth ?? false),
      ...captionSettings(recording?.transcription),
    };
  }

  private clients(): Readonly<Record<string, EnvValue>> {
    const { router, recording } = this.props;
    const { registration, turn } = router.mediaRouter;
    return {
      ...clientEnvironment("MM_CALLS_RTCD", registration),
      ...(recording && clientEnvironment("MM_CALLS_JOB_SERVICE", recording.offloader.offloader.registration)),
      ...(turn && { [CALLS_SETTINGS.TURNStaticAuthSecret.variable]: { secret: turn.staticSecret } }),
    };
  }

  private connectJobs(server: IMattermostServer, { offloader }: CallRecording): void {
    const { jobs } = offloader;
    jobs.connections.allowTo(server, "recordings", { port: "http" });
    jobs.connections.allowTo(this.props.router.media, "media of recorded calls", { port: "media" });
  }
}

/** The servers as jobs reach them: no proxy, no certificate that a browser in a job would have to trust. */
function jobSiteUrl({ mattermost: { host, port } }: IMattermostServer): string {
  return `http://${host}:${port}`;
}

function jobEnvironment(
  server: IMattermostServer,
  { offloader }: { readonly offloader: { readonly offloader: OffloaderReference } },
): Readonly<Record<string, EnvValue>> {
  return {
    [CALLS_SETTINGS.JobServiceURL.variable]: offloader.offloader.url,
    MM_CALLS_JOB_SERVICE_IMAGE_REGISTRY: offloader.offloader.imageRegistry,
    MM_CALLS_RECORDER_SITE_URL: jobSiteUrl(server),
    MM_CALLS_TRANSCRIBER_SITE_URL: jobSiteUrl(server),
  };
}

function clientEnvironment(
  prefix: string,
  registration: RouterRegistration | { readonly kind: "registered"; readonly client: RouterClient },
): Readonly<Record<string, EnvValue>> {
  if (registration.kind === "self") return {};
  const { clientId, authKey } = registration.client;
  return { [`${prefix}_CLIENT_ID`]: { secret: clientId }, [`${prefix}_AUTH_KEY`]: { secret: authKey } };
}

function callsEnvironment(settings: CallsSettings): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(settings)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, value]) => [CALLS_SETTINGS[key as keyof CallsSettings].variable, String(value)]),
  );
}
