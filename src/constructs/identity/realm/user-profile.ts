import { POSITION } from "./clients";
import { stableId } from "./names";
import type { RealmComponent } from "./representation";

/** Kind of the component that keeps the user profile. */
export const USER_PROFILE = "org.keycloak.userprofile.UserProfileProvider";

const EVERYBODY = { view: ["admin", "user"], edit: ["admin", "user"] } as const;
const ADMIN_EDITS = { view: ["admin", "user"], edit: ["admin"] } as const;
const FOR_USER = { roles: ["user"] } as const;

/**
 * What the realm keeps of a person. An attribute that is not here is refused, so the position stands here; only
 * administrators change what Mattermost tells people apart by.
 */
export function userProfile(): Readonly<Record<string, unknown>> {
  return {
    attributes: [
      {
        name: "username",
        displayName: "${username}",
        validations: {
          length: { min: 3, max: 255 },
          "username-prohibited-characters": {},
          "up-username-not-idn-homograph": {},
        },
        permissions: ADMIN_EDITS,
        multivalued: false,
      },
      {
        name: "email",
        displayName: "${email}",
        validations: { email: {}, length: { max: 255 } },
        // Mattermost finds a person by the address, so it is never empty.
        required: FOR_USER,
        permissions: ADMIN_EDITS,
        multivalued: false,
      },
      name("firstName", "${firstName}"),
      name("lastName", "${lastName}"),
      {
        name: POSITION,
        displayName: "Position",
        validations: { length: { max: 128 } },
        permissions: EVERYBODY,
        multivalued: false,
      },
    ],
    groups: [
      {
        name: "user-metadata",
        displayHeader: "User metadata",
        displayDescription: "Attributes, which refer to user metadata",
      },
    ],
  };
}

/** The profile as a component of the realm. */
export function userProfileComponent(realm: string): RealmComponent {
  return {
    id: stableId(realm, "component", "user profile"),
    name: "User profile",
    providerId: "declarative-user-profile",
    config: { "kc.user.profile.config": [JSON.stringify(userProfile())] },
  };
}

function name(attribute: string, displayName: string): Readonly<Record<string, unknown>> {
  return {
    name: attribute,
    displayName,
    validations: { length: { max: 64 }, "person-name-prohibited-characters": {} },
    permissions: EVERYBODY,
    multivalued: false,
  };
}
