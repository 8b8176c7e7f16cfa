import type { SiteSpec } from "../../../../src/site/spec";
import { all, settings, team, unlicensed, type Change, type RuleCase } from "../sites";

type Microsoft365 = NonNullable<SiteSpec["microsoft365"]>;
type Plugin = NonNullable<SiteSpec["plugins"]>[number];

const TENANT = "00000000-0000-4000-8000-00000000000a";
const CLIENT = "00000000-0000-4000-8000-0000000000c1";
const PLUGIN: Plugin = {
  id: "com.mattermost.plugin-msteams-devsecops",
  version: "0.8.0",
  image: "registry.outpost-kestrel.example/field/plugins:0.8.0",
  file: "/bundles/m365.tar.gz",
  sha256: "a".repeat(64),
};

/** The site with Microsoft 365, connected, its people of the same tenant. */
const embedded = (written: Partial<Microsoft365> = {}, plugin: Partial<Plugin> = {}): Change =>
  all(broker(TENANT), (spec) => {
    spec.connectivity = "connected";
    spec.microsoft365 = {
      tenantId: TENANT,
      cloud: "commercial",
      application: { kind: "existing", clientId: CLIENT },
      clientSecret: { secret: "entra", key: "teams", expires: "2028-03-31" },
      ...written,
    };
    spec.plugins = [{ ...PLUGIN, ...plugin }];
  });

function broker(tenantId: string, loginHost?: string): Change {
  return ({ identity }) => {
    if (identity?.kind !== "keycloak") throw new Error("the base site signs in by Keycloak");
    identity.broker = {
      tenantId,
      clientId: "00000000-0000-4000-8000-0000000000c2",
      clientSecret: { secret: "entra", key: "sign-in" },
      loginHost,
    };
  };
}

const change = (write: Change): Change => all(embedded(), write);
const link = (connectivity: SiteSpec["connectivity"]): Change =>
  change((spec) => (spec.connectivity = connectivity));
const url = (siteUrl: string): Change => change(({ mattermost }) => (mattermost.siteUrl = siteUrl));
const on = (substrate: NonNullable<SiteSpec["substrate"]>, cloud: Microsoft365["cloud"]): Change =>
  all(embedded({ cloud }), (spec) => (spec.substrate = substrate));

export const MICROSOFT_365_CASES: readonly RuleCase[] = [
  {
    code: "HF2680",
    what: "Microsoft 365 on a site that is cut off",
    breaks: link("disconnected"),
    keeps: embedded(),
    paths: ["microsoft365"],
    shows: "connectivity is disconnected",
  },
  {
    code: "HF2681",
    what: "Microsoft 365 on a link that drops",
    breaks: link("intermittent"),
    keeps: embedded(),
    paths: ["microsoft365"],
    shows: "intermittent",
  },
  ...["https://chat.agency.example:8443", "https://agency.example/chat", "http://chat.agency.example"].map(
    (address): RuleCase => ({
      code: "HF2682",
      what: `an address that no frame shows: ${address}`,
      breaks: url(address),
      keeps: embedded(),
      paths: ["mattermost.siteUrl"],
      shows: address,
    }),
  ),
  {
    code: "HF2683",
    what: "no licence",
    breaks: change(unlicensed),
    keeps: change(({ mattermost }) => (mattermost.licence!.tier = "advanced")),
    paths: ["mattermost.licence"],
    shows: "no licence",
  },
  {
    code: "HF2683",
    what: "a licence that is too small",
    breaks: change(({ mattermost }) => (mattermost.licence!.tier = "professional")),
    paths: ["mattermost.licence"],
    shows: "professional",
  },
  {
    code: "HF2683",
    what: "Team Edition",
    breaks: change(team),
    paths: ["mattermost.licence"],
    shows: "edition team",
  },
  {
    code: "HF2684",
    what: "a server that the plugin does not know",
    breaks: change(({ mattermost }) => (mattermost.version = "10.5.2")),
    keeps: embedded(),
    paths: ["mattermost.version"],
    shows: "10.5.2",
  },
  {
    code: "HF2685",
    what: "no plugin",
    breaks: change((spec) => (spec.plugins = [])),
    keeps: all(embedded({ pluginInImage: true }), (spec) => (spec.plugins = [])),
    paths: ["microsoft365.pluginId"],
    shows: "com.mattermost.plugin-msteams-devsecops",
  },
  {
    code: "HF2685",
    what: "a plugin of another id",
    breaks: embedded({ pluginId: "com.example.ours" }),
    keeps: embedded({ pluginId: "com.example.ours" }, { id: "com.example.ours" }),
    paths: ["microsoft365.pluginId"],
    shows: "com.example.ours",
  },
  {
    code: "HF2686",
    what: "settings of the plugin twice",
    breaks: embedded({}, { settings: { app_name: "Chat" }, enabled: false }),
    keeps: embedded(),
    paths: ["plugins[0]", "plugins[0]"],
    shows: "app_name",
  },
  {
    code: "HF2687",
    what: "the old id at a new version",
    breaks: embedded({}, { version: "0.9.0" }),
    keeps: embedded({}, { id: "com.mattermost.ms-embedded", version: "0.9.0" }),
    paths: ["plugins[0].id"],
    shows: "0.9.0",
  },
  {
    code: "HF2687",
    what: "the new id at an old version",
    breaks: embedded({}, { id: "com.mattermost.ms-embedded" }),
    keeps: embedded({ pluginId: "com.example.ours" }, { id: "com.example.ours" }),
    paths: ["plugins[0].id"],
    shows: "com.mattermost.ms-embedded",
  },
  {
    code: "HF2688",
    what: "frames by hand",
    breaks: change(settings({ ServiceSettings: { FrameAncestors: "portal.agency.example" } })),
    keeps: embedded({ frameAncestors: ["portal.agency.example"] }),
    paths: ["mattermost.settings.ServiceSettings.FrameAncestors"],
    shows: "portal.agency.example",
  },
  {
    code: "HF2689",
    what: "a commercial tenant on a government's ground",
    breaks: on("azure-government", "commercial"),
    keeps: on("azure-government", "gcchigh"),
    paths: ["microsoft365.cloud"],
    shows: "azure-government",
  },
  {
    code: "HF2689",
    what: "a government's tenant on commercial ground",
    breaks: on("azure", "dod"),
    keeps: on("on-prem", "dod"),
    paths: ["microsoft365.cloud"],
    shows: "dod",
  },
  {
    code: "HF2690",
    what: "the tenant of the sign-in in another cloud",
    breaks: embedded({ cloud: "gcchigh" }),
    keeps: all(embedded({ cloud: "gcchigh" }), broker(TENANT, "login.microsoftonline.us")),
    paths: ["microsoft365.cloud"],
    shows: "identity.broker names the same tenant at login.microsoftonline.com",
  },
  {
    code: "HF2691",
    what: "one application for two purposes",
    breaks: embedded({
      application: { kind: "existing", clientId: "00000000-0000-4000-8000-0000000000C2" },
    }),
    keeps: embedded(),
    paths: ["microsoft365.application.clientId"],
    shows: "identity.broker",
  },
  {
    code: "HF2692",
    what: "an application that is not made yet",
    breaks: embedded({ application: undefined }),
    keeps: embedded({ application: { clientId: CLIENT } }),
    paths: ["microsoft365.application"],
    shows: "absent",
  },
  {
    code: "HF2693",
    what: "a client secret that ends too early",
    breaks: change((spec) => (spec.missionEnds = "2028-06-30")),
    keeps: change((spec) => (spec.missionEnds = "2028-03-31")),
    paths: ["microsoft365.clientSecret.expires"],
    shows: "2028-03-31",
  },
  {
    code: "HF2694",
    what: "people of another tenant",
    breaks: change(broker("00000000-0000-4000-8000-00000000000b")),
    keeps: embedded(),
    paths: ["microsoft365.tenantId"],
    shows: "keycloak",
  },
  {
    code: "HF2695",
    what: "a tab of Teams on a site that is cut off",
    breaks: ({ mattermost }) => (mattermost.playbooksTeamsTenants = [TENANT]),
    keeps: change(({ mattermost }) => (mattermost.playbooksTeamsTenants = [TENANT])),
    paths: ["mattermost.playbooksTeamsTenants"],
    shows: "disconnected",
  },
  {
    code: "HF2695",
    what: "a tab of Teams without Playbooks",
    breaks: change(({ mattermost }) => {
      mattermost.playbooks = false;
      mattermost.playbooksTeamsTenants = [TENANT];
    }),
    paths: ["mattermost.playbooksTeamsTenants"],
    shows: "mattermost.playbooks is false",
  },
  {
    code: "HF2694",
    what: "accounts of Mattermost's own",
    breaks: change((spec) => delete spec.identity),
    paths: ["microsoft365.tenantId"],
    shows: "Mattermost's own accounts",
  },
];
