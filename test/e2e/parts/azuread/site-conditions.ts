import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { NationalCloud } from "../../../../src/catalog/national-clouds";
import { set, text, type Condition } from "./condition";
import { CERTIFICATE, CLIENT_ID } from "./names";
import { CALLBACKS, type SiteDirectory } from "./site-directory";

/** Addresses in a site's stack are found by what only they have. */
export function siteConditions(site: SiteDirectory, cloud: NationalCloud): readonly Condition[] {
  const stack = JSON.parse(readFileSync(join(site.folder, "cdk.tf.json"), "utf8")) as {
    readonly resource: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  };
  const addressOf = (type: string, part: string): string => {
    const id = Object.keys(stack.resource[type] ?? {}).find((each) => each.startsWith(part));
    return `${type}.${id ?? `none-of-${part}`}`;
  };
  const uri = addressOf("azuread_application_identifier_uri", "MissionCollaboration");
  const signIn = addressOf("azuread_application", "SignIn");
  return [
    ["the package names the application", `${uri}.identifier_uri == ${text(site.application.resource)}`],
    ["its client id is told", `output.teams_client_id == "${CLIENT_ID}"`],
    ["where sign-in sends people back", `${signIn}.web[0].redirect_uris == ${set(CALLBACKS[cloud])}`],
    ["the client id of sign-in is told", `output.sign_in_client_id == "${CLIENT_ID}"`],
    ...(cloud === "dod"
      ? ([["the certificate is told", `strcontains(output.saml_certificate, "${CERTIFICATE}")`]] as const)
      : []),
  ];
}
