import { Construct } from "constructs";
import { ProblemError } from "../../../errors/problem";
import { ConfigFiles } from "../../kubernetes/config-files";
import type { IConnections } from "../../kubernetes/connections";
import { NAME_LABEL } from "../../kubernetes/labels";
import { GeneratedSecret, type SecretKey } from "../../kubernetes/secret";
import { Service, type ServiceExposure } from "../../kubernetes/service";
import { Workload } from "../../kubernetes/workload";
import type { IPublishedHost, PublishedHost } from "../../proxy/http-proxy";
import type { IIdentityProvider, OpenIdReference } from "../identity-provider";
import { KeycloakCertificate } from "../keycloak-tls";
import { checkDex } from "./checks";
import { DEX_GROUPS, dexConfig } from "./dex-config";
import { DEX_FILES, DEX_PATHS, DEX_PORTS, dexPod, dexScripts } from "./dex-pod";
import { dexOptions, type DexOptions, type DexProps } from "./dex-props";

const HTTPS = 443;
const SECRET_LENGTH = 40;

/** Beginnings of the paths that a browser needs; tokens are given inside the cluster only. */
const PUBLIC_PATHS = ["/auth", "/approval", "/static/", "/theme/"] as const;

/**
 * dex in the cluster: OpenID Connect in front of a directory, in one small pod without a database, for sites where
 * Keycloak is too heavy. It has no accounts, second factors or limits of its own, and no SAML; who may sign in, and
 * after how many wrong passwords no more, the directory decides.
 */
export class Dex extends Construct implements IIdentityProvider, IPublishedHost {
  public readonly identity: OpenIdReference;
  /** What a proxy serves of it. */
  public readonly published: PublishedHost;
  public readonly connections: IConnections;
  public readonly workload: Workload;
  private readonly options: DexOptions;
  private readonly certificate: KeycloakCertificate;

  public constructor(scope: Construct, id: string, props: DexProps) {
    super(scope, id);
    this.options = dexOptions(props);
    const { directory, siteUrl, url } = this.options;
    const problems = checkDex(this.node.path, { url, siteUrl }, directory.ldap);
    if (problems.length > 0) throw new ProblemError(problems);

    const clientSecret = this.options.clientSecret ?? this.createClientSecret();
    const service = this.createService("Service", this.options.name, HTTPS, { kind: "cluster" });
    const members = this.createService("Members", `${this.options.name}-members`, DEX_PORTS.https.port, {
      kind: "headless",
    });
    this.certificate = this.createCertificate(service);
    this.workload = this.createWorkload(clientSecret);
    this.connections = this.workload.connections;
    this.connections.allowTo(directory, "people and groups");

    this.identity = this.describe(clientSecret, service);
    this.published = this.publish(service, members);
  }

  private createClientSecret(): SecretKey {
    const secret = new GeneratedSecret(this, "Clients", {
      namespace: this.options.namespace,
      name: `${this.options.name}-clients`,
      fields: { mattermost: { generate: { length: SECRET_LENGTH } } },
    });
    return secret.key("mattermost");
  }

  private createService(id: string, name: string, port: number, exposure: ServiceExposure): Service {
    return new Service(this, id, {
      name,
      namespace: this.options.namespace,
      selector: { [NAME_LABEL]: this.options.name },
      ports: [{ port, target: DEX_PORTS.https }],
      exposure,
    });
  }

  private createCertificate(service: Service): KeycloakCertificate {
    const { name, namespace, tls } = this.options;
    const { namespaceName } = namespace;
    return new KeycloakCertificate(this, "Certificate", {
      namespace,
      name,
      tls,
      hosts: [name, `${name}.${namespaceName}`, `${name}.${namespaceName}.svc`, service.host],
    });
  }

  private createWorkload(clientSecret: SecretKey): Workload {
    const { directory, name, namespace } = this.options;
    const { ca, password } = directory.ldap;
    const files = new ConfigFiles(this, "Files", {
      namespace,
      name: `${name}-config`,
      files: { [DEX_FILES.config]: this.renderConfig(), ...dexScripts() },
    });
    const workload = new Workload(this, "Workload", {
      name,
      namespace,
      // A sign-in that one server began, another doesn't know.
      controller: { kind: "Deployment", replicas: 1, rollout: "recreate" },
      pod: dexPod({
        ...this.options,
        files,
        certificate: this.certificate.secret,
        clientSecret,
        bindPassword: password,
        directoryCa: ca,
      }),
    });
    workload.node.addDependency(this.certificate);
    return workload;
  }

  private renderConfig(): string {
    const { clientId, directory, displayName, siteUrl, url } = this.options;
    const { ca, ...ldap } = directory.ldap;
    return dexConfig({
      url,
      displayName,
      port: DEX_PORTS.https.port,
      telemetryPort: DEX_PORTS.telemetry.port,
      certificate: DEX_PATHS.certificate,
      client: {
        id: clientId,
        redirectUris: [`${siteUrl}/signup/openid/complete`, `${siteUrl}/login/openid/complete`],
      },
      directory: ldap,
      authority: ca && `${DEX_PATHS.authority}/ca.crt`,
    });
  }

  /** Browsers are sent to the public address, Mattermost asks the Service: dex itself knows only the first. */
  private describe(clientSecret: SecretKey, { host }: Service): OpenIdReference {
    const { clientId, displayName, url } = this.options;
    const inside = `https://${host}`;
    return {
      protocol: "openid",
      flavour: "openid",
      discoveryUrl: `${inside}/.well-known/openid-configuration`,
      endpoints: { authorization: `${url}/auth`, token: `${inside}/token`, userInfo: `${inside}/userinfo` },
      clientId,
      clientSecret,
      claims: { id: "sub", email: "email", username: "preferred_username", groups: DEX_GROUPS },
      worksOffline: true,
      whoMaySignIn: `people of the directory behind ${this.options.name}`,
      buttonText: displayName,
      ca: this.certificate.ca,
      internalHosts: [host],
    };
  }

  private publish(service: Service, members: Service): PublishedHost {
    return {
      name: "sign-in",
      url: this.options.url,
      host: members.host,
      port: DEX_PORTS.https,
      serverName: service.host,
      ca: this.certificate.ca,
      paths: PUBLIC_PATHS,
      closedPaths: [],
      purpose: "sign-in",
    };
  }
}
