import { settingVariable } from "../../catalog/mattermost-settings";
import type { EnvValue } from "../kubernetes/pod";
import { refuse } from "../kubernetes/problems";
import type { IMattermostFeature, MattermostFeatureConfig } from "../mattermost/mattermost-feature";
import type { IMattermostServer } from "../mattermost/mattermost-reference";
import { fromSecret, type SetupContribution } from "../mattermost/setup/setup-contribution";
import { SAML_CERTIFICATE_FILE, type IdentityReference, type IIdentityProvider } from "./identity-provider";
import { IDENTITY_PROBLEMS } from "./problems";
import { singleSignOnSettings } from "./single-sign-on-settings";

export interface SingleSignOnProps {
  readonly provider: IIdentityProvider;
  /**
   * Days that people stay signed in without use: the longest time without the provider that they must bridge.
   * @default 30
   */
  readonly sessionDays?: number;
  /**
   * Whether accounts of Mattermost itself may sign in by password, for an emergency and for bringing people over.
   * @default false
   */
  readonly passwordSignIn?: boolean;
}

const DEFAULTS = { sessionDays: 30, passwordSignIn: false } as const;

/**
 * People sign in to Mattermost at an identity provider, and nowhere else. Needs Professional or above, or Entry.
 * Without the provider `mmctl --local` in a server's pod still administers, see docs/guides/emergency-sign-in.md.
 */
export class SingleSignOn implements IMattermostFeature {
  public readonly featureName = "single-sign-on";
  private readonly provider: IIdentityProvider;
  private readonly sessionDays: number;
  private readonly passwordSignIn: boolean;

  public constructor(props: SingleSignOnProps) {
    this.provider = props.provider;
    this.sessionDays = props.sessionDays ?? DEFAULTS.sessionDays;
    this.passwordSignIn = props.passwordSignIn ?? DEFAULTS.passwordSignIn;
  }

  public bind(server: IMattermostServer): MattermostFeatureConfig {
    const { identity } = this.provider;
    const { edition, siteUrl, version } = server.mattermost;
    if (edition === "team") {
      refuse(server, IDENTITY_PROBLEMS.team, {
        message: `edition is team, the provider speaks ${identity.protocol}`,
        expected: "edition enterprise or fips",
      });
    }
    if (identity.protocol === "openid" && identity.flavour === "entra" && !identity.tenantId) {
      refuse(this.provider, IDENTITY_PROBLEMS.tenant, {
        message: "the flavour is entra, tenantId is absent",
        expected: "the directory id of a tenant",
      });
    }
    if (
      identity.protocol === "saml" &&
      identity.certificate &&
      identity.certificateFile !== SAML_CERTIFICATE_FILE
    ) {
      refuse(this.provider, IDENTITY_PROBLEMS.certificateFile, {
        message: `certificateFile is "${identity.certificateFile}", and the certificate is brought by the setup`,
        expected: SAML_CERTIFICATE_FILE,
      });
    }
    return {
      settings: singleSignOnSettings(identity, {
        siteUrl,
        version,
        sessionDays: this.sessionDays,
        passwordSignIn: this.passwordSignIn,
      }),
      env: clientSecret(identity),
      authority: identity.ca,
      setup: certificateSetup(identity),
      reaches: reachesProvider(identity) ? [{ peer: this.provider, why: "sign-in" }] : [],
    };
  }
}

/** The secret goes from its Secret into the server's environment, unseen by Terraform. */
function clientSecret(identity: IdentityReference): Readonly<Record<string, EnvValue>> {
  if (identity.protocol === "saml") return {};
  const section = identity.flavour === "entra" ? "Office365Settings" : "OpenIdSettings";
  return { [settingVariable(`${section}.Secret`)]: { secret: identity.clientSecret } };
}

/** The provider's certificate goes over the API: the server finds it in its database alone. */
function certificateSetup(identity: IdentityReference): SetupContribution | undefined {
  if (identity.protocol !== "saml" || !identity.certificate) return undefined;
  return {
    name: "single-sign-on",
    secrets: { certificate: identity.certificate },
    steps: [{ kind: "saml-certificate", id: "certificate", certificate: fromSecret("certificate") }],
  };
}

/** Over SAML only browsers talk to the provider. */
function reachesProvider(identity: IdentityReference): boolean {
  return identity.protocol === "openid" || identity.metadataUrl !== undefined;
}
