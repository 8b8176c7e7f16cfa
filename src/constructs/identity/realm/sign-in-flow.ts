import { execution, flow, partFlow } from "./flows";
import type { RealmFlow } from "./representation";

/** Name of the flow of sign-in by a browser. */
export const SIGN_IN_FLOW = "sign in";

/**
 * Keycloak's own flow asks who has a one-time code for it, and never for a security key: it would be set up and not
 * needed. Here either is asked for, and who has both chooses.
 */
export function signInFlows(realm: string): readonly RealmFlow[] {
  const form = `${SIGN_IN_FLOW} form`;
  const second = `${SIGN_IN_FLOW} second factor`;
  return [
    flow(
      realm,
      SIGN_IN_FLOW,
      "A session, an outside provider, or a password with what the person set up.",
      true,
      [
        execution("auth-cookie", "ALTERNATIVE", 10),
        execution("identity-provider-redirector", "ALTERNATIVE", 20),
        partFlow(form, "ALTERNATIVE", 30),
      ],
    ),
    flow(realm, form, "Name and password.", false, [
      execution("auth-username-password-form", "REQUIRED", 10),
      partFlow(second, "CONDITIONAL", 20),
    ]),
    flow(realm, second, "A one-time code or a security key, of who has one.", false, [
      execution("conditional-user-configured", "REQUIRED", 10),
      execution("auth-otp-form", "ALTERNATIVE", 20),
      execution("webauthn-authenticator", "ALTERNATIVE", 30),
    ]),
  ];
}
