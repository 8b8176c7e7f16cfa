import { App, TerraformStack } from "cdktf";
import type { SamlReference } from "../../../../src/constructs/identity/identity-provider";
import { Keycloak } from "../../../../src/constructs/identity/keycloak";
import type { RealmProps } from "../../../../src/constructs/identity/realm/realm-props";
import { renderRealm } from "../../../../src/constructs/identity/realm/realm";
import { Namespace } from "../../../../src/constructs/kubernetes/namespace";
import { Secret } from "../../../../src/constructs/kubernetes/secret";
import { SiteAuthority } from "../../../../src/constructs/kubernetes/site-authority";
import { fromPostgresAttributes } from "../../../../src/constructs/postgres/foreign-postgres";
import type { PublishedHost } from "../../../../src/constructs/proxy/http-proxy";
import type { Context } from "../../context";
import { selfSigned } from "../../toolchain/certificates";
import { NameServer } from "../nginx/name-server";
import { freePorts, Proxy } from "../nginx/proxy";
import { Browser } from "./browser";
import { KeycloakServer } from "./server";
import type { SignInPlace } from "./sign-in";

const HOST = "sign-in.example";

export interface BehindNginxOptions {
  readonly realm: RealmProps;
  readonly users: readonly object[];
  readonly secrets: Readonly<Record<string, string>>;
}

/** A real Keycloak with the rendered realm behind a real NGINX, as the construct has them published. */
export class BehindNginx implements SignInPlace {
  static async start(ctx: Context, { realm, users, secrets }: BehindNginxOptions): Promise<BehindNginx> {
    const ports = await freePorts();
    const names = await NameServer.start();
    names.answerWith(["127.0.0.1"]);
    ctx.ending({
      stop: () => {
        names.stop();
        return Promise.resolve();
      },
    });
    const port = await ctx.freePort();
    const url = `https://${HOST}:${ports.https}`;
    const keycloak = asBuilt(ctx.tmp("synth"), url, realm);
    const { published } = keycloak;
    const certificate = await selfSigned(ctx.tmp("keycloak"), "server", [
      published.serverName,
      "localhost",
      "127.0.0.1",
    ]);
    const server = await KeycloakServer.create(ctx, certificate, {
      name: "published",
      port,
      realm: { ...renderRealm(realm), users },
      environment: secrets,
      hostname: url,
      more: [
        `--hostname-admin=https://localhost:${port}`,
        "--hostname-backchannel-dynamic=true",
        "--proxy-headers=xforwarded",
      ],
    });
    await server.start();
    const proxy = ctx.ending(
      await Proxy.start(
        await ctx.debian(),
        ctx.tmp("nginx"),
        {
          siteUrl: `https://chat.example:${ports.https}`,
          upstream: { host: "servers.example", port: 9 },
          resolvers: [`127.0.0.1:${names.port}`],
          hosts: [nginxHost(published, port)],
        },
        [{ name: published.name, host: HOST, authority: certificate.certificate }],
        ports,
      ),
    );
    return new BehindNginx(server, proxy, url, realm.name, keycloak.saml("saml-idp.crt"));
  }

  private constructor(
    readonly server: KeycloakServer,
    private readonly proxy: Proxy,
    readonly url: string,
    private readonly realm: string,
    /** What Mattermost is told of the realm over SAML. */
    readonly saml: SamlReference,
  ) {}

  get realmUrl(): string {
    return `${this.url}/realms/${this.realm}`;
  }

  /** A browser outside: it knows NGINX only. */
  browser(): Browser {
    return new Browser(this.proxy.hostCertificate("sign-in"), "127.0.0.1");
  }
}

/** The construct; nothing of it is synthesized. */
function asBuilt(folder: string, url: string, realm: RealmProps): Keycloak {
  const stack = new TerraformStack(new App({ outdir: folder }), "proof");
  const namespace = Namespace.fromName(stack, "Namespace", "outpost");
  return new Keycloak(stack, "Keycloak", {
    namespace,
    url,
    realm,
    tls: { authority: new SiteAuthority(stack, "Authority", { namespace }) },
    database: fromPostgresAttributes(stack, "Database", {
      writer: { host: "db.outpost.example" },
      database: "keycloak",
      credentials: Secret.fromName(stack, "Login", { name: "keycloak-login" }),
      majorVersion: 18,
      tls: { mode: "verify-full" },
    }),
  });
}

/** On the loopback address in place of the pods' names. */
function nginxHost({ name, url, serverName, paths, closedPaths }: PublishedHost, port: number) {
  return { name, url, paths, closedPaths, upstream: { host: "members.example", port, serverName } };
}
