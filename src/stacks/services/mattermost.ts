import type { Construct } from "constructs";
import type { MattermostSettings } from "../../catalog/mattermost-settings.generated";
import type { INamespace } from "../../constructs/kubernetes/namespace";
import { Secret } from "../../constructs/kubernetes/secret";
import type { MattermostLicence } from "../../constructs/mattermost/licence";
import type { MattermostSecrets } from "../../constructs/mattermost/server-options";
import type { Site } from "../../site/site";
import { secretOf } from "./secrets";

/** The licence, by reference. */
export function licenceOf(scope: Construct, site: Site): MattermostLicence | undefined {
  const { licence } = site.mattermost;
  if (!licence) return undefined;
  const secret = Secret.fromName(scope, "Licence", { name: licence.secret, revision: licence.revision });
  return { secret: secret.key(licence.key), tier: licence.tier };
}

/** The servers' own secrets. */
export function mattermostSecrets(scope: Construct, site: Site, namespace: INamespace): MattermostSecrets {
  const generated = { generate: { length: 32 } };
  const secret = secretOf(scope, "MattermostSecrets", site.secrets.mattermost, {
    namespace,
    name: "mattermost-secrets",
    fields: { atrestencryptkey: generated, publiclinksalt: generated },
    preventDestroy: !site.disposable,
  });
  return { atRestEncryptKey: secret.key("atrestencryptkey"), publicLinkSalt: secret.key("publiclinksalt") };
}

/** The person's settings. The rules have checked names, types and ranges against the server's list. */
export function settingsOf(site: Site): MattermostSettings {
  return site.mattermost.settings;
}
