import type { Construct } from "constructs";
import type { MattermostSettings } from "../../catalog/mattermost-settings.generated";
import { Secret } from "../../constructs/kubernetes/secret";
import type { MattermostLicence } from "../../constructs/mattermost/licence";
import type { MattermostSecrets } from "../../constructs/mattermost/server-options";
import type { Site } from "../../site/site";

/** The licence, by reference. */
export function licenceOf(scope: Construct, site: Site): MattermostLicence | undefined {
  const { licence } = site.mattermost;
  if (!licence) return undefined;
  const secret = Secret.fromName(scope, "Licence", { name: licence.secret, revision: licence.revision });
  return { secret: secret.key(licence.key), tier: licence.tier };
}

/** The servers' own secrets when the site brings them; else the servers make them. */
export function mattermostSecrets(scope: Construct, site: Site): MattermostSecrets | undefined {
  const source = site.secrets.mattermost;
  if (source.kind === "generated") return undefined;
  const secret = Secret.fromName(scope, "MattermostSecrets", source);
  return { atRestEncryptKey: secret.key("atrestencryptkey"), publicLinkSalt: secret.key("publiclinksalt") };
}

/** The person's settings. The rules have checked names, types and ranges against the server's list. */
export function settingsOf(site: Site): MattermostSettings {
  return site.mattermost.settings;
}
