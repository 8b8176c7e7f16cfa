import * as fc from "fast-check";
import {
  always,
  either,
  maybe,
  mostly,
  sometimes,
  resources,
  type Drawn,
  type Fields,
} from "./arbitrary-values";

const CHANNEL = "operations/weather";
const description = sometimes(always("What the weather will be."));
const target = (offline: boolean) =>
  fc.constantFrom<Drawn>(
    { service: "forecast" },
    { service: "forecast", path: "/hook" },
    ...(offline ? [] : [{ url: "https://hooks.agency.example/weather" }]),
  );

const withTarget = (offline: boolean, fields: Fields) =>
  fc.tuple(maybe(fields), target(offline)).map(([written, called]) => ({ ...written, ...called }));

const service = (offline: boolean) =>
  maybe({
    name: always("forecast"),
    image: always("registry.agency.example/field/forecast:1.4.2"),
    port: always(8080),
    replicas: sometimes(always(2)),
    resources: sometimes(resources),
    uid: sometimes(always(10_001)),
    health: sometimes(always("/healthz")),
    env: sometimes(always({ PLACE: "north", TOKEN: { secret: "station-login", key: "password" } })),
    reaches: offline
      ? always(undefined)
      : sometimes(
          fc.tuple(
            maybe({
              host: always("stations.agency.example"),
              port: sometimes(always(8443)),
              addresses: sometimes(always(["192.0.2.0/24"])),
              why: always("readings of the stations"),
            }),
          ),
        ),
  });

/** Everything that can be made over the servers' API, and a service that is called. */
export const arbitraryIntegrations = (offline: boolean): fc.Arbitrary<Drawn> =>
  maybe({
    teams: fc.tuple(
      maybe({
        name: always("operations"),
        displayName: sometimes(always("Operations")),
        open: sometimes(fc.boolean()),
      }),
    ),
    channels: fc.tuple(
      maybe({
        channel: always(CHANNEL),
        displayName: sometimes(always("Weather")),
        private: sometimes(fc.boolean()),
      }),
    ),
    bots: fc.tuple(
      maybe({
        username: always("observer"),
        displayName: sometimes(always("Observer")),
        description,
        teams: always(["operations"]),
        channels: sometimes(always([CHANNEL])),
      }),
    ),
    incomingWebhooks: mostly(
      fc.tuple(maybe({ name: always("readings"), channel: always(CHANNEL), description })),
    ),
    outgoingWebhooks: sometimes(
      fc.tuple(
        withTarget(offline, {
          name: always("warnings"),
          team: always("operations"),
          channel: sometimes(always(CHANNEL)),
          triggerWords: always(["storm", "fog"]),
          description,
        }),
      ),
    ),
    commands: sometimes(
      fc.tuple(
        withTarget(offline, {
          trigger: always("weather"),
          team: always("operations"),
          description,
          hint: sometimes(always("[place]")),
        }),
      ),
    ),
    oauthApps: sometimes(
      fc.tuple(
        maybe({
          name: always("planner"),
          homepage: always("https://planner.agency.example"),
          callbackUrls: always(["https://planner.agency.example/back"]),
          trusted: sometimes(fc.boolean()),
          description,
        }),
      ),
    ),
    services: fc.tuple(service(offline)),
  });

const DIGEST = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

const plugin = (id: string, signed: readonly boolean[]) =>
  maybe({
    id: always(id),
    version: always("1.1.6"),
    image: always("registry.agency.example/field/plugins:1.1.6"),
    file: always(`/bundles/${id}.tar.gz`),
    sha256: always(DIGEST),
    signed: sometimes(fc.constantFrom(...signed)),
    enabled: sometimes(fc.boolean()),
    settings: sometimes(always({ TimeOfDay: "02:00" })),
    secretSettings: sometimes(
      either(
        { Token: { secret: "plugin-token", key: "token" } },
        { Token: { secret: "plugin-token", key: "token", revision: 2 } },
      ),
    ),
  });

const uploaded = plugin("com.example.uploaded", [true, false]).map((drawn) => ({
  ...drawn,
  uploadReason: "Its bundle is not signed, and the watch has read its source.",
}));

/** Bundles of the site's own, laid beside the server or uploaded. */
export const arbitraryPlugins: fc.Arbitrary<readonly Drawn[]> = fc.oneof(
  fc.tuple(plugin("com.example.laid", [true])),
  fc.tuple(plugin("com.example.laid", [true]), uploaded),
);
