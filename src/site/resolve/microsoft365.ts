import { MISSION_COLLABORATION_PLUGINS } from "../../catalog/plugins";
import type { Default } from "../defaults";
import type { SiteEntraApplication, SiteMicrosoft365, SiteTeamsApp } from "../site-microsoft365";
import type { SiteSpec } from "../spec";
import type { Ledger } from "./ledger";
import { absolutePath } from "./paths";
import { resolveValue } from "./secret-value";

type Microsoft365Spec = NonNullable<SiteSpec["microsoft365"]>;

const PATH = "microsoft365";

const DEFAULTS = {
  pluginInImage: { value: false, reason: "the server's own image does not have it" },
  activityNotifications: { value: true, reason: "people see mentions where they work" },
  frameAncestors: { value: [], reason: "Microsoft's hosts are enough" },
  owners: { value: [], reason: "the directory's administrators own it" },
  grantConsent: { value: false, reason: "an administrator consents in the portal" },
  name: { value: "Mattermost Embedded", reason: "what the plugin calls it" },
  version: { value: "1.0.0", reason: "the first upload" },
} as const satisfies Readonly<Record<string, Default<unknown>>>;

/** Mattermost inside Microsoft 365; nothing unless a person asks for it. */
export function resolveMicrosoft365(
  spec: SiteSpec,
  directory: string,
  ledger: Ledger,
): SiteMicrosoft365 | undefined {
  const { microsoft365 } = spec;
  if (microsoft365 === undefined) {
    ledger.absent(PATH, "Mattermost is not shown inside Microsoft 365");
    return undefined;
  }
  const { activityNotifications, addresses, clientSecret, frameAncestors, pluginId, pluginInImage } =
    microsoft365;
  return {
    tenantId: ledger.written(`${PATH}.tenantId`, microsoft365.tenantId),
    cloud: ledger.written(`${PATH}.cloud`, microsoft365.cloud),
    application: resolveApplication(microsoft365.application, ledger),
    clientSecret: {
      ...resolveValue(`${PATH}.clientSecret`, clientSecret, ledger),
      expires: ledger.written(`${PATH}.clientSecret.expires`, clientSecret.expires),
    },
    pluginId: ledger.chosen(`${PATH}.pluginId`, pluginId, pluginOf(spec)),
    pluginInImage: ledger.chosen<boolean>(`${PATH}.pluginInImage`, pluginInImage, DEFAULTS.pluginInImage),
    activityNotifications: ledger.chosen<boolean>(
      `${PATH}.activityNotifications`,
      activityNotifications,
      DEFAULTS.activityNotifications,
    ),
    frameAncestors: ledger.chosen<readonly string[]>(
      `${PATH}.frameAncestors`,
      frameAncestors,
      DEFAULTS.frameAncestors,
    ),
    addresses: ledger.optional(`${PATH}.addresses`, addresses, "any address, on port 443 only"),
    app: resolveApp(microsoft365.app ?? {}, directory, ledger),
  };
}

/** The plugin was renamed: which of its two ids counts is seen from the bundle that the site brings. */
function pluginOf({ plugins = [] }: SiteSpec): Default<string> {
  const ids = Object.values<string>(MISSION_COLLABORATION_PLUGINS);
  const brought = plugins.find(({ id }) => ids.includes(id));
  return brought
    ? { value: brought.id, reason: "the plugin that plugins brings" }
    : { value: MISSION_COLLABORATION_PLUGINS.upTo080, reason: "the id up to version 0.8.0" };
}

function resolveApplication(
  application: Microsoft365Spec["application"],
  ledger: Ledger,
): SiteEntraApplication {
  const path = `${PATH}.application`;
  ledger.chosen<string>(`${path}.kind`, application?.kind, {
    value: "create",
    reason: "the stack <name>-directory makes it",
  });
  if (application?.kind === "existing") {
    return { kind: "existing", clientId: ledger.written(`${path}.clientId`, application.clientId) };
  }
  return {
    kind: "create",
    clientId: ledger.optional(`${path}.clientId`, application?.clientId, "the application is not made yet"),
    displayName: ledger.optional(`${path}.displayName`, application?.displayName, "app.name and the host"),
    owners: ledger.chosen<readonly string[]>(`${path}.owners`, application?.owners, DEFAULTS.owners),
    grantConsent: ledger.chosen<boolean>(
      `${path}.grantConsent`,
      application?.grantConsent,
      DEFAULTS.grantConsent,
    ),
  };
}

function resolveApp(
  app: NonNullable<Microsoft365Spec["app"]>,
  directory: string,
  ledger: Ledger,
): SiteTeamsApp {
  const path = `${PATH}.app`;
  const { color, outline } = app.icons ?? {};
  return {
    id: ledger.optional(`${path}.id`, app.id, "derived from tenant and host"),
    name: ledger.chosen<string>(`${path}.name`, app.name, DEFAULTS.name),
    version: ledger.chosen<string>(`${path}.version`, app.version, DEFAULTS.version),
    shortDescription: app.shortDescription,
    fullDescription: app.fullDescription,
    developer: ledger.optional(`${path}.developer`, app.developer, "the site's administrators"),
    icons: {
      color: color === undefined ? undefined : absolutePath(directory, color),
      outline: outline === undefined ? undefined : absolutePath(directory, outline),
    },
  };
}
