import { brokerFlows, brokerMappers, brokerProvider } from "./broker";
import { openIdClient, samlClient } from "./clients";
import { directoryComponent, STORAGE_PROVIDER } from "./directory";
import { realmOptions, type RealmOptions, type RealmProps } from "./realm-props";
import type { Realm, RealmGroup } from "./representation";
import { SIGN_IN_FLOW, signInFlows } from "./sign-in-flow";
import { realmAttributes, requiredActions, signInPolicy } from "./sign-in-policy";
import { USER_PROFILE, userProfileComponent } from "./user-profile";

/** Role of people who administer Mattermost, and the group whose members have it. */
export const ADMIN_ROLE = "mattermost-admin";
export const ADMIN_GROUP = "mattermost-admins";

/**
 * The realm of a site for Keycloak 26: everything but users. Pure; secrets are placeholders that are filled in when
 * the realm is applied, see `REALM_SECRETS`. What is left out keeps Keycloak's own default.
 */
export function renderRealm(props: RealmProps): Realm {
  const options = realmOptions(props);
  const { name, directory, broker } = options;
  return {
    id: name,
    realm: name,
    displayName: options.displayName,
    enabled: true,
    ...signInPolicy(options),
    attributes: realmAttributes(options),
    roles: { realm: [{ name: ADMIN_ROLE, description: "Administers Mattermost" }] },
    groups: groups(options),
    clients: [openIdClient(options), samlClient(options)],
    components: {
      [USER_PROFILE]: [userProfileComponent(name)],
      ...(directory && { [STORAGE_PROVIDER]: [directoryComponent(name, directory)] }),
    },
    browserFlow: SIGN_IN_FLOW,
    authenticationFlows: [...signInFlows(name), ...(broker ? brokerFlows(name, broker) : [])],
    requiredActions: requiredActions(options),
    identityProviders: broker ? [brokerProvider(broker)] : [],
    identityProviderMappers: broker ? brokerMappers(name, broker) : [],
  };
}

function groups({ groups: named, broker }: RealmOptions): readonly RealmGroup[] {
  const others = new Set([...named, ...Object.values(broker?.groups ?? {})]);
  others.delete(ADMIN_GROUP);
  return [
    { name: ADMIN_GROUP, realmRoles: [ADMIN_ROLE] },
    ...[...others].sort().map((name) => ({ name, realmRoles: [] })),
  ];
}
