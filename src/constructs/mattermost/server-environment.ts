import { environmentFor, settingVariable } from "../../catalog/mattermost-settings";
import type { EnvValue } from "../kubernetes/pod";
import type { SecretKey } from "../kubernetes/secret";
import type { ServerOptions, MattermostSecrets } from "./server-options";
import type { BoundFeature } from "./server-settings";
import type { RuntimeLimits } from "./runtime-limits";
import { DATABASE_LOGIN } from "./settings/database-settings";
import { entraOf } from "./server-identity";
import { asSections, type EffectiveSetting } from "./settings/effective-settings";
import type { Trust } from "./trust";

export interface ServerEnvironmentInput {
  readonly options: ServerOptions;
  readonly secrets: MattermostSecrets;
  readonly features: readonly BoundFeature[];
  readonly settings: readonly EffectiveSetting[];
  readonly trust: Trust;
  /** Absent when the resources could not be read. */
  readonly limits?: RuntimeLimits;
}

/**
 * The environment of the server, in the order that `$(NAME)` needs: values by reference first, texts that may refer to
 * them after. The configuration is kept in the database, so the data source is also the address of the configuration.
 */
export function serverEnvironment(input: ServerEnvironmentInput): Readonly<Record<string, EnvValue>> {
  const features = input.features.flatMap(({ config }) => Object.entries(config.env ?? {}));
  const texts = environmentFor(asSections(input.settings));
  return {
    ...loginsAndSecrets(input),
    ...Object.fromEntries(features.filter(([, value]) => typeof value !== "string")),
    ...Object.fromEntries(features.filter(([, value]) => typeof value === "string")),
    ...(texts.MM_SQLSETTINGS_DATASOURCE && { MM_CONFIG: texts.MM_SQLSETTINGS_DATASOURCE }),
    ...texts,
    ...entraOf(input.options)?.env,
    ...input.limits,
    ...(input.trust.certificateFolders && { SSL_CERT_DIR: input.trust.certificateFolders }),
  };
}

/** Settings whose values come from Secrets, by path. */
function secretSettings(
  options: ServerOptions,
  secrets: MattermostSecrets,
): Readonly<Record<string, SecretKey>> {
  const store = options.objectStore.objectStore;
  return {
    "SqlSettings.AtRestEncryptKey": secrets.atRestEncryptKey,
    "FileSettings.PublicLinkSalt": secrets.publicLinkSalt,
    ...(store.kind === "s3" && {
      "FileSettings.AmazonS3AccessKeyId": store.credentials.key("accesskey"),
      "FileSettings.AmazonS3SecretAccessKey": store.credentials.key("secretkey"),
    }),
    ...(store.kind === "azure-blob" &&
      "key" in store.access && { "FileSettings.AzureAccessKey": store.access.key.key("accesskey") }),
  };
}

function loginsAndSecrets({ options, secrets }: ServerEnvironmentInput): Readonly<Record<string, EnvValue>> {
  const { credentials } = options.database.postgres;
  const settings = Object.entries(secretSettings(options, secrets));
  return {
    [DATABASE_LOGIN.username]: { secret: credentials.key("username") },
    [DATABASE_LOGIN.password]: { secret: credentials.key("password") },
    ...Object.fromEntries(settings.map(([path, secret]) => [settingVariable(path), { secret }])),
    ...(options.licence && { MM_LICENSE: { secret: options.licence.secret } }),
  };
}
