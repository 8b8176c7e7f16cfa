import { Construct } from "constructs";
import { problem, type ProblemKind } from "../../errors/catalogue";
import { ProblemError, type Problem } from "../../errors/problem";
import { Connections, type IConnections } from "../kubernetes/connections";
import type { ISecret, SecretKey } from "../kubernetes/secret";
import { isHttpsAddress } from "./checks";
import type { ClaimMap, IdentityReference, IIdentityProvider } from "./identity-provider";
import { IDENTITY_PROBLEMS } from "./problems";

interface ForeignAttributes {
  /** Whether people can sign in while the link to the outside is down. */
  readonly worksOffline: boolean;
  /** @default - "whom <host> knows" */
  readonly whoMaySignIn?: string;
  /** @default - Mattermost's own text */
  readonly buttonText?: string;
  /** Secret with the provider's authority under `ca.crt`. @default - the authorities of the system */
  readonly ca?: ISecret;
  /**
   * Networks of the provider, CIDR notation.
   * @default - any address, on the provider's port only
   */
  readonly addresses?: readonly string[];
  /** Whether the provider has a private address. @default false */
  readonly privateAddress?: boolean;
}

/** What is known of an OpenID Connect provider that somebody else runs. */
export interface OpenIdAttributes extends ForeignAttributes {
  /** `https://…/.well-known/openid-configuration`. */
  readonly discoveryUrl: string;
  readonly clientId: string;
  readonly clientSecret: SecretKey;
  /** @default "profile openid email" */
  readonly scope?: string;
  /** Directory id of an Entra tenant: the provider is Entra ID. @default - any other provider */
  readonly tenantId?: string;
  /** @default - the standard claims */
  readonly claims?: Partial<ClaimMap>;
}

/** What is known of a SAML provider that somebody else runs. */
export interface SamlAttributes extends ForeignAttributes {
  readonly ssoUrl: string;
  /** Entity id of the provider. */
  readonly issuer: string;
  readonly metadataUrl?: string;
  /** Entity id of Mattermost at the provider. */
  readonly serviceProviderId: string;
  /** Name of the file with the provider's signing certificate, as Mattermost knows it. */
  readonly certificateFile: string;
  /**
   * That certificate, PEM; a `MattermostSetup` brings it.
   * @default - somebody brings it by hand
   */
  readonly certificate?: SecretKey;
  /** Names of the attributes in an assertion. */
  readonly claims: ClaimMap;
  /** @default false */
  readonly directorySync?: boolean;
}

/** The claims of OpenID Connect Core 1.0, section 5.1. */
const STANDARD_CLAIMS: ClaimMap = {
  id: "sub",
  email: "email",
  username: "preferred_username",
  firstName: "given_name",
  lastName: "family_name",
  nickname: "nickname",
};

const DISCOVERY = "/.well-known/openid-configuration";

/** An OpenID Connect provider that somebody else runs, for everything that takes an identity provider. */
export function fromOpenIdAttributes(
  scope: Construct,
  id: string,
  attributes: OpenIdAttributes,
): IIdentityProvider {
  const { discoveryUrl, tenantId } = attributes;
  const discovery = discoveryUrl.endsWith(DISCOVERY)
    ? []
    : [found(scope, id, IDENTITY_PROBLEMS.discovery, "discoveryUrl", discoveryUrl, `… ${DISCOVERY}`)];
  refuseAll([...addresses(scope, id, { discoveryUrl }), ...discovery]);
  return new ForeignProvider(scope, id, {
    address: discoveryUrl,
    addresses: attributes.addresses,
    identity: {
      ...common(attributes, discoveryUrl),
      protocol: "openid",
      flavour: tenantId === undefined ? "openid" : "entra",
      discoveryUrl,
      clientId: attributes.clientId,
      clientSecret: attributes.clientSecret,
      scope: attributes.scope,
      tenantId,
      claims: { ...STANDARD_CLAIMS, ...attributes.claims },
    },
  });
}

/** A SAML provider that somebody else runs, for everything that takes an identity provider. */
export function fromSamlAttributes(
  scope: Construct,
  id: string,
  attributes: SamlAttributes,
): IIdentityProvider {
  const { metadataUrl, ssoUrl } = attributes;
  refuseAll(addresses(scope, id, { ssoUrl, ...(metadataUrl !== undefined && { metadataUrl }) }));
  return new ForeignProvider(scope, id, {
    address: metadataUrl ?? ssoUrl,
    addresses: attributes.addresses,
    identity: {
      ...common(attributes, ssoUrl),
      protocol: "saml",
      ssoUrl,
      issuer: attributes.issuer,
      metadataUrl,
      serviceProviderId: attributes.serviceProviderId,
      certificateFile: attributes.certificateFile,
      certificate: attributes.certificate,
      claims: attributes.claims,
      directorySync: attributes.directorySync,
    },
  });
}

interface ForeignProviderProps {
  /** Address that Mattermost's servers call. */
  readonly address: string;
  readonly addresses?: readonly string[];
  readonly identity: IdentityReference;
}

class ForeignProvider extends Construct implements IIdentityProvider {
  public readonly identity: IdentityReference;
  public readonly connections: IConnections;

  public constructor(scope: Construct, id: string, props: ForeignProviderProps) {
    super(scope, id);
    this.identity = props.identity;
    const { hostname, port } = new URL(props.address);
    this.connections = new Connections(this, "Connections", {
      name: hostname,
      addresses: props.addresses,
      ports: [{ name: "https", port: port === "" ? 443 : Number(port) }],
    });
  }
}

function common(attributes: ForeignAttributes, address: string) {
  const { hostname } = new URL(address);
  return {
    worksOffline: attributes.worksOffline,
    whoMaySignIn: attributes.whoMaySignIn ?? `whom ${hostname} knows`,
    buttonText: attributes.buttonText,
    ca: attributes.ca,
    internalHosts: (attributes.privateAddress ?? false) ? [hostname] : [],
  };
}

function addresses(
  scope: Construct,
  id: string,
  given: Readonly<Record<string, string>>,
): readonly Problem[] {
  return Object.entries(given)
    .filter(([, address]) => !isHttpsAddress(address))
    .map(([name, address]) =>
      found(scope, id, IDENTITY_PROBLEMS.address, name, address, "a complete https:// address"),
    );
}

function found(
  scope: Construct,
  id: string,
  kind: ProblemKind,
  name: string,
  address: string,
  expected: string,
): Problem {
  const shown = address.replace(/\/\/[^/@]*@/, "//(hidden)@");
  return problem(kind, { path: `${scope.node.path}/${id}`, message: `${name} is "${shown}"`, expected });
}

function refuseAll(problems: readonly Problem[]): void {
  if (problems.length > 0) throw new ProblemError(problems);
}
