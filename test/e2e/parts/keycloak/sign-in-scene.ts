import { REALM_SECRETS } from "../../../../src/constructs/identity/realm/names";
import type { RealmProps } from "../../../../src/constructs/identity/realm/realm-props";
import type { Context } from "../../context";
import type { Check } from "../../part";
import { BehindNginx } from "./behind-nginx";
import type { Page } from "./browser";
import { authorizationUrl, type Client } from "./sign-in";

export const SITE = "https://chat.example";
export const SECRET = "secret-of-mattermost";
export const CLIENT: Client = {
  id: "mattermost",
  secret: SECRET,
  scope: "profile openid email",
  redirectUri: `${SITE}/signup/openid/complete`,
};
export const PASSWORD = "A password of the watch 7";

export const REALM: RealmProps = {
  name: "outpost",
  displayName: "Outpost",
  mattermost: { siteUrl: SITE },
  groups: ["pilots"],
};

const person = (username: string, first: string, last: string, more: object = {}): object => ({
  username,
  email: `${username}@outpost.example`,
  emailVerified: true,
  firstName: first,
  lastName: last,
  enabled: true,
  groups: ["/pilots"],
  attributes: { position: ["Navigator"] },
  credentials: [{ type: "password", value: PASSWORD }],
  ...more,
});

export interface State {
  readonly outpost: BehindNginx;
  readonly folder: string;
}

export async function prepare(ctx: Context): Promise<State> {
  const users = [
    person("ada.bell", "Ada", "Bell"),
    person("bo.cole", "Bo", "Cole", { requiredActions: ["CONFIGURE_TOTP"] }),
    person("cy.dunn", "Cy", "Dunn", { requiredActions: ["webauthn-register"] }),
    person("dee.ford", "Dee", "Ford", { requiredActions: ["webauthn-register-passwordless"] }),
  ];
  const outpost = await BehindNginx.start(ctx, {
    realm: REALM,
    users,
    secrets: { [REALM_SECRETS.mattermost]: SECRET },
  });
  return { outpost, folder: ctx.tmp("saml") };
}

export const check = (name: string, run: (state: State) => Promise<void>): Check<State> => ({
  name,
  level: "P4",
  run: (_, state) => run(state),
});

/** The form of the password, filled in; what comes after it. */
export async function afterPassword({ outpost }: State, username: string) {
  const browser = outpost.browser();
  const form = await browser.open(await authorizationUrl(outpost, CLIENT));
  const values = { username, password: PASSWORD };
  return { browser, page: await browser.submit(form, "kc-form-login", values, CLIENT.redirectUri) };
}

export const valueOf = ({ body }: Page, name: string): string | undefined =>
  new RegExp(`name="${name}"[^>]*value="([^"]*)"`).exec(body)?.[1];
