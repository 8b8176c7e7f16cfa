/** Text by text, as Keycloak keeps most of its options. */
export type RealmConfig = Readonly<Record<string, string>>;

/** How a client gets one claim or attribute. */
export interface ProtocolMapper {
  readonly id: string;
  readonly name: string;
  readonly protocol: "openid-connect" | "saml";
  readonly protocolMapper: string;
  readonly config: RealmConfig;
}

export interface RealmClient {
  readonly id: string;
  readonly clientId: string;
  readonly protocol: "openid-connect" | "saml";
  readonly protocolMappers: readonly ProtocolMapper[];
  readonly redirectUris: readonly string[];
  readonly [option: string]: unknown;
}

export interface RealmGroup {
  readonly name: string;
  readonly realmRoles: readonly string[];
}

export interface RealmRole {
  readonly name: string;
  readonly description: string;
}

/** A federation provider, or a mapper of one. */
export interface RealmComponent {
  readonly id: string;
  readonly name: string;
  readonly providerId: string;
  readonly subComponents?: Readonly<Record<string, readonly RealmComponent[]>>;
  readonly config: Readonly<Record<string, readonly string[]>>;
}

export interface RealmFlow {
  readonly id: string;
  readonly alias: string;
  readonly description: string;
  readonly providerId: "basic-flow";
  readonly topLevel: boolean;
  readonly builtIn: false;
  readonly authenticationExecutions: readonly RealmExecution[];
}

export interface RealmExecution {
  readonly requirement: "REQUIRED" | "ALTERNATIVE" | "CONDITIONAL" | "DISABLED";
  readonly priority: number;
  readonly userSetupAllowed: false;
  readonly authenticatorFlow: boolean;
  readonly authenticator?: string;
  readonly flowAlias?: string;
}

export interface RealmIdentityProvider {
  readonly alias: string;
  readonly displayName: string;
  readonly providerId: "oidc";
  readonly firstBrokerLoginFlowAlias: string;
  readonly config: RealmConfig;
  readonly [option: string]: unknown;
}

export interface RealmIdentityProviderMapper {
  readonly id: string;
  readonly name: string;
  readonly identityProviderAlias: string;
  readonly identityProviderMapper: string;
  readonly config: RealmConfig;
}

export interface RealmRequiredAction {
  readonly alias: string;
  readonly name: string;
  readonly providerId: string;
  readonly enabled: boolean;
  readonly defaultAction: boolean;
  readonly priority: number;
  readonly config: RealmConfig;
}

/** Options of the realm itself: numbers are seconds where they are times. */
export type RealmSettings = Readonly<Record<string, unknown>>;

/** A realm as Keycloak's import reads it. Secrets are placeholders such as `${MM_CLIENT_SECRET}`. */
export interface Realm extends RealmSettings {
  readonly realm: string;
  readonly roles: { readonly realm: readonly RealmRole[] };
  readonly groups: readonly RealmGroup[];
  readonly clients: readonly RealmClient[];
  readonly components: Readonly<Record<string, readonly RealmComponent[]>>;
  /** Flow of sign-in by a browser. */
  readonly browserFlow: string;
  readonly authenticationFlows: readonly RealmFlow[];
  readonly requiredActions: readonly RealmRequiredAction[];
  readonly identityProviders: readonly RealmIdentityProvider[];
  readonly identityProviderMappers: readonly RealmIdentityProviderMapper[];
}
