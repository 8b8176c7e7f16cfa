import * as fc from "fast-check";
import { TENANT } from "./arbitrary-identity";
import { always, either, maybe, mostly, networks, sometimes, type Drawn } from "./arbitrary-values";

const OBJECT = "00000000-0000-4000-8000-0000000000a1";
const CLIENT = "00000000-0000-4000-8000-0000000000c1";
const PLUGIN = "com.mattermost.plugin-msteams-devsecops";
const SIGN_IN = { commercial: "login.microsoftonline.com", gcchigh: "login.microsoftonline.us" } as const;
type Cloud = keyof typeof SIGN_IN;

const signIn = (cloud: Cloud): fc.Arbitrary<Drawn> =>
  always({
    kind: "openid",
    worksOffline: false,
    tenantId: TENANT,
    discoveryUrl: `https://${SIGN_IN[cloud]}/${TENANT}/v2.0/.well-known/openid-configuration`,
    clientId: CLIENT,
    clientSecret: { secret: "entra-client", expires: "2031-12-31" },
  });

const entra = (cloud: Cloud) =>
  maybe({
    tenantId: always(TENANT),
    cloud: always(cloud),
    displayName: sometimes(always("Agency chat")),
    assignmentRequired: sometimes(always(true)),
    groups: sometimes(always([OBJECT])),
    owners: sometimes(always([OBJECT])),
    grantConsent: sometimes(fc.boolean()),
    notify: sometimes(always(["watch@agency.example"])),
  });

const application = fc.oneof(
  maybe({
    kind: sometimes(always("create")),
    clientId: mostly(always("00000000-0000-4000-8000-0000000000c2")),
    displayName: sometimes(always("Agency chat in Teams")),
    owners: sometimes(always([OBJECT])),
    grantConsent: sometimes(fc.boolean()),
  }),
  either({ kind: "existing", clientId: "00000000-0000-4000-8000-0000000000c2" }),
);

const app = maybe({
  id: sometimes(always("00000000-0000-4000-8000-0000000000f1")),
  name: sometimes(always("Agency chat")),
  version: sometimes(always("1.0.3")),
  shortDescription: sometimes(always("Messages of the agency.")),
  fullDescription: sometimes(always("Messages, calls and files of the agency.")),
  developer: sometimes(
    always({
      name: "The agency",
      websiteUrl: "https://www.agency.example",
      privacyUrl: "https://www.agency.example/privacy",
      termsOfUseUrl: "https://www.agency.example/terms",
    }),
  ),
  icons: sometimes(always({ color: "color.png", outline: "outline.png" })),
});

const view = (cloud: Cloud) =>
  maybe({
    tenantId: always(TENANT),
    cloud: always(cloud),
    application,
    clientSecret: either(
      { secret: "teams-client", expires: "2031-12-31" },
      { secret: "teams-client", key: "value", revision: 2, expires: "2031-12-31" },
    ),
    pluginId: sometimes(always(PLUGIN)),
    activityNotifications: sometimes(fc.boolean()),
    frameAncestors: sometimes(always(["portal.agency.example"])),
    addresses: sometimes(networks),
    app: mostly(app),
  });

const bundle = {
  id: PLUGIN,
  version: "0.8.0",
  image: "registry.agency.example/field/plugins:0.8.0",
  file: "/bundles/mission-collaboration.tar.gz",
  sha256: "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
};

/** A tenant of Entra ID that people sign in by, and Mattermost inside its Teams and Outlook. */
export const arbitraryTenant: fc.Arbitrary<Drawn> = fc
  .constantFrom<Cloud>("commercial", "gcchigh")
  .chain((cloud) =>
    fc.record({
      identity: signIn(cloud),
      entra: entra(cloud),
      inImage: fc.boolean(),
      microsoft365: view(cloud),
    }),
  )
  .map(({ inImage, microsoft365, ...drawn }) => ({
    ...drawn,
    microsoft365: { ...microsoft365, ...(inImage && { pluginInImage: true, pluginId: PLUGIN }) },
    ...(!inImage && { plugins: [bundle] }),
  }));
