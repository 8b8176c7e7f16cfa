import { Token } from "cdktf";
import { checkSettings, flattenSettings } from "../../catalog/mattermost-settings";
import type { MattermostSettings } from "../../catalog/mattermost-settings.generated";
import { problem, type Occurrence } from "../../errors/catalogue";
import type { Problem } from "../../errors/problem";
import type { EnvValue } from "../kubernetes/pod";
import { allowsCluster } from "./licence";
import { MATTERMOST_PROBLEMS } from "./problems";
import { runtimeLimits } from "./runtime-limits";
import type { ServerOptions } from "./server-options";
import { PERSON, pluginContributions, type BoundFeature } from "./server-settings";
import { conflictsOf, type Claim } from "./settings/claims";
import { separatePluginMaps } from "./settings/own-plugin-maps";
import { ownerBeforeFeatures, ownerOfSetting } from "./settings/owned-settings";
import { pluginClaims } from "./settings/plugin-settings";

type Finding = Omit<Occurrence, "path">;

/** What is wrong with the properties of a server, all at once. `path` is the server's in the construct tree. */
export function checkOptions(options: ServerOptions, path: string): readonly Problem[] {
  const { licence, replicas, resources } = options;
  const store = options.objectStore.objectStore;
  const several = replicas > 1;
  const at = (kind: keyof typeof MATTERMOST_PROBLEMS, finding: Finding): Problem =>
    problem(MATTERMOST_PROBLEMS[kind], { path, ...finding });
  const found: (Problem | false)[] = [
    several &&
      !allowsCluster(licence?.tier) &&
      at("clusterWithoutLicence", {
        message: `replicas is ${replicas} with ${licence ? `a licence of the tier ${licence.tier}` : "no licence"}`,
        expected: "a licence of the tier enterprise or advanced",
      }),
    several &&
      store.kind === "files" &&
      !store.shared &&
      at("clusterWithoutSharedFiles", {
        message: `replicas is ${replicas}, but the claim "${store.claimName}" can be mounted on one node only`,
        expected: "an S3 store or a shared claim",
      }),
    !isServable(options.siteUrl) &&
      at("siteUrl", {
        message: `siteUrl is "${options.siteUrl}"`,
        expected: "a URL without path, e.g. https://chat.outpost.example",
      }),
    !runtimeLimits(resources) &&
      at("quantity", {
        message: `resources are cpu "${resources.cpu}" and memory "${resources.memory}"`,
        expected: "Kubernetes quantities",
      }),
    ...separatePluginMaps(options.settings).unreadable.map((entry) =>
      at("pluginEntry", { message: `PluginSettings.${entry} can't be read`, expected: "an object" }),
    ),
  ];
  const separated = separatePluginMaps(options.settings).settings;
  return [
    ...found.filter((each) => each !== false),
    ...checkSettings(separated).map((issue) => problem(issue.kind, { ...issue, path })),
    ...checkOwnership(PERSON, separated, (setting) => owner(setting, several), path),
  ];
}

/**
 * What is wrong with what the features want, together and beside what a person wants.
 *
 * @param variables the environment without that of the features
 */
export function checkFeatures(
  options: ServerOptions,
  features: readonly BoundFeature[],
  variables: readonly string[],
  path: string,
): readonly Problem[] {
  const conflict = (message: string): Problem =>
    problem(MATTERMOST_PROBLEMS.conflict, { path, message, expected: "one value" });
  const claims = [
    ...features.flatMap(featureClaims),
    ...pluginClaims(pluginContributions(options, features)),
  ];
  return [
    ...features.flatMap(({ name, config }) =>
      checkOwnership(name, config.settings ?? {}, ownerBeforeFeatures, path),
    ),
    ...features
      .filter(({ name }, index) => features.findIndex((other) => other.name === name) < index)
      .map(({ name }) => conflict(`the feature ${name} is added twice`)),
    ...conflictsOf(claims).map(({ subject, first, second }) =>
      conflict(`${first.by} and ${second.by} disagree on ${subject}`),
    ),
    ...features.flatMap(({ name, config }) =>
      Object.keys(config.env ?? {})
        .filter((variable) => variables.includes(variable))
        .map((variable) => conflict(`${name} sets the variable ${variable}, which a setting writes already`)),
    ),
  ];
}

/** Plugins that a feature needs and nobody brings; asked when all features are there. */
export function checkNeededPlugins(features: readonly BoundFeature[], path: string): readonly Problem[] {
  const brought = features.flatMap(({ config }) => (config.bundles ?? []).map(({ id }) => id));
  return features.flatMap(({ name, config }) =>
    (config.needsPlugins ?? [])
      .filter((id) => !brought.includes(id))
      .map((id) =>
        problem(MATTERMOST_PROBLEMS.missingPlugin, {
          path,
          message: `${name} needs the plugin ${id}`,
          expected: `a bundle of ${id}${brought.length > 0 ? `, beside ${brought.join(", ")}` : ""}`,
        }),
      ),
  );
}

function featureClaims({ name, config }: BoundFeature): readonly Claim[] {
  return [
    ...flattenSettings(config.settings ?? {}).map(({ path, value }) => ({ subject: path, value, by: name })),
    ...Object.entries(config.env ?? {}).map(([variable, value]) => ({
      subject: variable,
      value: comparable(value),
      by: name,
    })),
  ];
}

function comparable(value: EnvValue): unknown {
  if (typeof value === "string" || "field" in value) return value;
  return { secret: value.secret.secret.secretName, key: value.secret.key };
}

function checkOwnership(
  by: string,
  settings: MattermostSettings,
  ownerOf: (path: string) => string | undefined,
  path: string,
): readonly Problem[] {
  return flattenSettings(settings).flatMap((setting) => {
    const decidedBy = ownerOf(setting.path);
    if (decidedBy) {
      return problem(MATTERMOST_PROBLEMS.ownedSetting, {
        path,
        message: `${by} sets ${setting.path}, which ${decidedBy} decides`,
        expected: "the setting left out",
      });
    }
    if (!setting.info?.secret || isReferenceOrEmpty(setting.value)) return [];
    return problem(MATTERMOST_PROBLEMS.secretInSettings, {
      path,
      message: `${by} sets ${setting.path} to a text (hidden)`,
      expected: "a reference such as $(SMTP_PASSWORD)",
    });
  });
}

/** The server refuses to start with e-mail batching in a cluster. */
function owner(path: string, several: boolean): string | undefined {
  return several && path === "EmailSettings.EnableEmailBatching" ? "replicas" : ownerOfSetting(path);
}

function isReferenceOrEmpty(value: unknown): boolean {
  return value === "" || (typeof value === "string" && /^\$\([A-Za-z_]\w*\)$/.test(value));
}

function isServable(siteUrl: string): boolean {
  if (Token.isUnresolved(siteUrl)) return true;
  if (!URL.canParse(siteUrl)) return false;
  const { protocol, pathname, search, hash } = new URL(siteUrl);
  return /^https?:$/.test(protocol) && pathname === "/" && !siteUrl.endsWith("/") && search + hash === "";
}
