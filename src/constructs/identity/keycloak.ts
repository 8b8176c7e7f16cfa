import { Construct } from "constructs";
import { ProblemError } from "../../errors/problem";
import { Connections, type IConnections } from "../kubernetes/connections";
import { NAME_LABEL } from "../kubernetes/labels";
import { GeneratedSecret, type ISecret, type SecretKey } from "../kubernetes/secret";
import { Service, type ServiceExposure } from "../kubernetes/service";
import { Workload } from "../kubernetes/workload";
import { checkKeycloak } from "./checks";
import type { IPublishedHost, PublishedHost } from "../proxy/http-proxy";
import {
  SAML_CERTIFICATE_FILE,
  type IIdentityProvider,
  type OpenIdReference,
  type SamlReference,
} from "./identity-provider";
import { entranceOf, HTTPS, serviceExposure } from "./keycloak-exposure";
import { KEYCLOAK_PORTS, keycloakPod } from "./keycloak-pod";
import { adminUrl, keycloakOptions, type KeycloakOptions, type KeycloakProps } from "./keycloak-props";
import { KeycloakCertificate } from "./keycloak-tls";
import { GROUPS, POSITION, SAML_ATTRIBUTES } from "./realm/clients";
import { REALM_SECRETS } from "./realm/names";
import { publicPaths } from "./realm/public-paths";
import { renderRealm } from "./realm/realm";
import { realmOptions } from "./realm/realm-props";
import { RealmSetup } from "./realm-setup";

/**
 * Keycloak in the cluster: several servers that share a cache, a database of its own, and the realm of the site.
 * Mattermost asks it inside the cluster; only browsers need the address that people type.
 */
export class Keycloak extends Construct implements IIdentityProvider, IPublishedHost {
  public readonly identity: OpenIdReference;
  /** What a proxy serves of it: the realm of the site, never the administrators'. */
  public readonly published: PublishedHost;
  public readonly connections: IConnections;
  public readonly workload: Workload;
  /** Secret with `username` and `password` of the first administrator. */
  public readonly admin: ISecret;
  /** Address inside the cluster. */
  public readonly address: string;
  private readonly options: KeycloakOptions;
  private readonly certificate: KeycloakCertificate;

  public constructor(scope: Construct, id: string, props: KeycloakProps) {
    super(scope, id);
    this.options = keycloakOptions(props);
    const problems = checkKeycloak(this.node.path, this.options);
    if (problems.length > 0) throw new ProblemError(problems);

    this.admin = this.options.admin ?? this.createAdmin();
    const clientSecret = this.options.clientSecret ?? this.createClientSecret();
    const service = this.createService("Service", this.options.name, serviceExposure(this.options));
    const members = this.createService("Members", `${this.options.name}-members`, { kind: "headless" });
    this.address = `https://${service.host}`;
    this.certificate = this.createCertificate(service);
    this.workload = this.createWorkload(members);
    this.connections = this.workload.connections;
    this.connect();

    this.identity = this.describe(clientSecret, service);
    this.published = this.publish(service, members);
    this.applyRealm(clientSecret);
  }

  /**
   * The same realm over SAML.
   *
   * @param certificateFile name under which Mattermost keeps the realm's signing certificate in its database; it is in
   * `<url>/realms/<realm>/protocol/saml/descriptor` when the realm is there. See docs/guides/saml-certificate.md.
   */
  public saml(certificateFile: string = SAML_CERTIFICATE_FILE): SamlReference {
    const { url, realm } = this.options;
    const base = `${url}/realms/${realm.name}`;
    return {
      ...this.common(),
      protocol: "saml",
      claims: SAML_ATTRIBUTES,
      ssoUrl: `${base}/protocol/saml`,
      issuer: base,
      metadataUrl: `${base}/protocol/saml/descriptor`,
      serviceProviderId: realmOptions(realm).mattermost.samlClientId,
      certificateFile,
    };
  }

  private createAdmin(): ISecret {
    return new GeneratedSecret(this, "Admin", {
      namespace: this.options.namespace,
      name: `${this.options.name}-admin`,
      type: "kubernetes.io/basic-auth",
      fields: { username: { value: "admin" }, password: { generate: { length: 40 } } },
    });
  }

  private createClientSecret(): SecretKey {
    const secret = new GeneratedSecret(this, "Clients", {
      namespace: this.options.namespace,
      name: `${this.options.name}-clients`,
      fields: { mattermost: { generate: { length: 40 } } },
    });
    return secret.key("mattermost");
  }

  private createService(id: string, name: string, exposure: ServiceExposure): Service {
    return new Service(this, id, {
      name,
      namespace: this.options.namespace,
      selector: { [NAME_LABEL]: this.options.name },
      // Without an address of its own a Service leads to the pods' own port.
      ports: [
        {
          port: exposure.kind === "headless" ? KEYCLOAK_PORTS.https.port : HTTPS,
          target: KEYCLOAK_PORTS.https,
        },
      ],
      exposure,
    });
  }

  private createCertificate(service: Service): KeycloakCertificate {
    const { exposure, name, namespace, tls, url } = this.options;
    const { namespaceName } = namespace;
    const inside = [name, `${name}.${namespaceName}`, `${name}.${namespaceName}.svc`, service.host];
    return new KeycloakCertificate(this, "Certificate", {
      namespace,
      name,
      tls,
      // Behind a proxy people see the proxy's certificate; administrators come by a port-forward.
      hosts: [exposure.kind === "cluster" ? "localhost" : new URL(url).hostname, ...inside],
    });
  }

  private createWorkload(members: Service): Workload {
    const { name, namespace, replicas, database, directory } = this.options;
    const workload = new Workload(this, "Workload", {
      name,
      namespace,
      controller: { kind: "StatefulSet", replicas, serviceName: members.serviceName },
      pod: keycloakPod({
        ...this.options,
        database: database.postgres,
        certificate: this.certificate.secret,
        admin: this.admin,
        directoryCa: directory?.ca,
        adminUrl: adminUrl(this.options),
      }),
    });
    workload.node.addDependency(database, this.certificate, members);
    return workload;
  }

  private connect(): void {
    const { allowFrom, broker, database, directory, exposure, replicas } = this.options;
    this.connections.allowTo(database, "realms, users and sessions");
    if (replicas > 1) {
      this.connections.allowTo(this, "shared cache", { port: KEYCLOAK_PORTS.cache.name });
      this.connections.allowTo(this, "who is still there", { port: KEYCLOAK_PORTS.detection.name });
    }
    if (directory) this.connections.allowTo(directory.peer, "people and groups");
    if (broker) this.connections.allowTo(broker.peer, "sign-in by Entra ID");
    const outside = entranceOf(this, this.options.name, exposure);
    if (outside === undefined) return;
    const people = new Connections(this, "People", { name: "people", addresses: allowFrom });
    people.allowTo(this, "sign-in", { port: KEYCLOAK_PORTS.https.name });
    people.allowTo(outside, "sign-in");
  }

  private common(): Pick<
    OpenIdReference,
    "claims" | "worksOffline" | "whoMaySignIn" | "ca" | "internalHosts" | "buttonText"
  > {
    const { name, displayName } = realmOptions(this.options.realm);
    return {
      claims: {
        id: "sub",
        email: "email",
        username: "preferred_username",
        firstName: "given_name",
        lastName: "family_name",
        position: POSITION,
        groups: GROUPS,
      },
      worksOffline: true,
      whoMaySignIn: `people of the realm ${name}`,
      buttonText: displayName,
      ca: this.certificate.ca,
      internalHosts: [new URL(this.address).hostname],
    };
  }

  private describe(clientSecret: SecretKey, service: Service): OpenIdReference {
    const { realm } = this.options;
    return {
      ...this.common(),
      protocol: "openid",
      flavour: "openid",
      discoveryUrl: `https://${service.host}/realms/${realm.name}/.well-known/openid-configuration`,
      clientId: realmOptions(realm).mattermost.clientId,
      clientSecret,
    };
  }

  private publish(service: Service, members: Service): PublishedHost {
    const { url, realm } = this.options;
    const paths = publicPaths(realm.name);
    return {
      name: "sign-in",
      url,
      host: members.host,
      port: KEYCLOAK_PORTS.https,
      serverName: service.host,
      ca: this.certificate.ca,
      paths: paths.open,
      closedPaths: paths.closed,
      purpose: "sign-in",
    };
  }

  private applyRealm(clientSecret: SecretKey): void {
    const { broker, directory, image, name, namespace, realm } = this.options;
    new RealmSetup(this, "Realm", {
      namespace,
      name,
      realm: renderRealm(realm),
      adminUrl: adminUrl(this.options),
      secrets: {
        [REALM_SECRETS.mattermost]: clientSecret,
        ...(directory && { [REALM_SECRETS.directory]: directory.password }),
        ...(broker && { [REALM_SECRETS.broker]: broker.secret }),
      },
      address: this.address,
      ca: this.certificate.ca,
      admin: this.admin,
      image,
      server: this.workload,
    });
  }
}
