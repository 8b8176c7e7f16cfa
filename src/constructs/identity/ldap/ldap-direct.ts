import { settingVariable } from "../../../catalog/mattermost-settings";
import { ProblemError } from "../../../errors/problem";
import { refuse } from "../../kubernetes/problems";
import type { IMattermostFeature, MattermostFeatureConfig } from "../../mattermost/mattermost-feature";
import type { IMattermostServer } from "../../mattermost/mattermost-reference";
import { NO_PROVIDER } from "../../mattermost/settings/no-provider";
import { IDENTITY_PROBLEMS } from "../problems";
import { passwordSettings, sessionSettings } from "../single-sign-on-settings";
import { checkLdapAddresses } from "./checks";
import type { ILdapDirectory } from "./ldap-directory";
import { ldapSettings, type LdapMembership } from "./ldap-settings";

export interface LdapDirectProps extends LdapMembership {
  readonly directory: ILdapDirectory;
  /**
   * Whether people type their directory password into Mattermost. False beside a SAML provider with `directorySync`:
   * the directory is then only read, for names, groups and who has left.
   * @default true
   */
  readonly signIn?: boolean;
  /** Minutes between reads of the whole directory. @default 60 */
  readonly syncMinutes?: number;
  /** Wrong passwords that lock an account in Mattermost. @default 10 */
  readonly attempts?: number;
  /** Days that people stay signed in without use. @default 30 */
  readonly sessionDays?: number;
  /** Whether accounts of Mattermost itself may sign in by password, too. @default false */
  readonly passwordSignIn?: boolean;
  /** Name of the field on the sign-in page. @default "" - Mattermost's own */
  readonly loginField?: string;
}

const DEFAULTS = {
  signIn: true,
  syncMinutes: 60,
  attempts: 10,
  sessionDays: 30,
  passwordSignIn: false,
  loginField: "",
} as const;

/**
 * People sign in to Mattermost with their account of a directory, and its groups become Mattermost's. Without a second
 * factor of its own: Keycloak between them has one. Needs Professional or above, or Entry; linking groups needs
 * Enterprise.
 */
export class LdapDirect implements IMattermostFeature {
  public readonly featureName = "ldap";
  private readonly props: LdapDirectProps;

  public constructor(props: LdapDirectProps) {
    this.props = props;
  }

  public bind(server: IMattermostServer): MattermostFeatureConfig {
    const { directory, ...props } = this.props;
    if (server.mattermost.edition === "team") {
      refuse(server, IDENTITY_PROBLEMS.team, {
        message: "edition is team, people are in a directory",
        expected: "edition enterprise or fips",
      });
    }
    const problems = checkLdapAddresses(directory.node.path, directory.ldap);
    if (problems.length > 0) throw new ProblemError(problems);
    const signIn = props.signIn ?? DEFAULTS.signIn;
    const password = props.passwordSignIn ?? DEFAULTS.passwordSignIn;
    return {
      settings: {
        ...ldapSettings(directory.ldap, {
          ...props,
          signIn,
          syncMinutes: props.syncMinutes ?? DEFAULTS.syncMinutes,
          attempts: props.attempts ?? DEFAULTS.attempts,
          loginField: props.loginField ?? DEFAULTS.loginField,
        }),
        ...(signIn && {
          ...NO_PROVIDER,
          EmailSettings: passwordSettings(password),
          ServiceSettings: sessionSettings(props.sessionDays ?? DEFAULTS.sessionDays),
        }),
      },
      env: { [settingVariable("LdapSettings.BindPassword")]: { secret: directory.ldap.password } },
      authority: directory.ldap.ca,
      reaches: [{ peer: directory, why: "people and groups" }],
    };
  }
}
