import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:https";
import type { IncomingHttpHeaders } from "node:http";
import type { NginxConf } from "../../../../src/constructs/proxy/nginx-conf";
import { selfSigned } from "../../toolchain/certificates";
import type { Debian } from "../../toolchain/debian";
import { freePort } from "../../toolchain/ports";
import { waitFor } from "../../toolchain/wait";
import { Client, type Asking } from "./client";
import { SITE_HOST } from "./proxy";
import { World } from "./world";

const HOST = "sign-in.example";
const INSIDE_NAME = "keycloak.outpost.svc.cluster.local";
const START_LIMIT_SECONDS = 15;
const NETWORKS = ["127.0.0.0/29"];

interface SeenHere {
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
}

/** A site with a second host before a server that speaks TLS, and one whose certificate nobody signed. */
export class HostWorld {
  static async start(debian: Debian, folder: string): Promise<HostWorld> {
    const behind = await TlsServer.start(folder, INSIDE_NAME);
    const upstream = { host: "sign-in-pods.example", port: behind.port, serverName: INSIDE_NAME };
    const conf: Partial<NginxConf> = {
      hosts: [
        {
          name: "sign-in",
          url: `https://${HOST}`,
          upstream,
          paths: ["/realms/outpost/", "/resources/"],
          closedPaths: ["/realms/outpost/clients-registrations"],
          allowFrom: NETWORKS,
        },
        {
          name: "stranger",
          url: "https://stranger.example",
          upstream: { ...upstream, serverName: "another.outpost.svc.cluster.local" },
          paths: ["/realms/"],
        },
      ],
    };
    const world = await World.start(debian, folder, ["127.0.0.1"], conf, [
      { name: "sign-in", host: HOST, authority: behind.authority },
      { name: "stranger", host: "stranger.example", authority: behind.authority },
    ]);
    const client = new Client(HOST, world.proxy.ports.https, world.proxy.hostCertificate("sign-in"));
    const answers = async (): Promise<boolean> => (await client.ask("/resources/first")).status === 200;
    await waitFor("a first answer of the second host", answers, START_LIMIT_SECONDS);
    return new HostWorld(world, client, behind);
  }

  private constructor(
    readonly world: World,
    readonly client: Client,
    readonly behind: TlsServer,
  ) {}

  async stop(): Promise<void> {
    await this.world.stop();
    this.behind.stop();
  }
}

/** Stands in for Keycloak: answers everything, and keeps what it was asked. */
class TlsServer {
  static async start(folder: string, name: string): Promise<TlsServer> {
    const { certificate, keyFile } = await selfSigned(folder, "behind", [name]);
    const identity = { cert: certificate, key: readFileSync(keyFile) };
    const seen: SeenHere[] = [];
    const server = createServer(identity, ({ url = "", headers }, response) => {
      seen.push({ url, headers });
      response.setHeader("X-Frame-Options", "of the server").end("here");
    });
    const port = await freePort();
    await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
    return new TlsServer(server, port, certificate, seen);
  }

  private constructor(
    private readonly server: Server,
    readonly port: number,
    readonly authority: string,
    readonly seen: SeenHere[],
  ) {}

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}

/** The realm's pages are served, under a certificate of their own, with what NGINX knows of the client. */
export async function hostIsServed({ world, client, behind }: HostWorld): Promise<void> {
  const path = "/realms/outpost/protocol/openid-connect/auth?redirect_uri=https%3A%2F%2Fchat.example%2F%3Ba";
  const forged = {
    "X-Forwarded-For": "192.0.2.66",
    "X-Forwarded-Host": "evil.example",
    "X-Forwarded-Port": "1",
    "X-Forwarded-Prefix": "/evil",
    "X-Forwarded-Proto": "http",
    Forwarded: "for=192.0.2.66",
  };
  const answer = await client.ask(path, { headers: forged, from: "127.0.0.7" });
  assert.deepEqual([answer.status, answer.body], [200, "here"]);
  assert.equal(answer.headers["strict-transport-security"], "max-age=63072000");
  assert.equal(answer.headers["x-frame-options"], "of the server");
  const { url, headers } = behind.seen.at(-1)!;
  assert.equal(url, path);
  assert.deepEqual(
    ["host", "x-forwarded-for", "x-forwarded-port", "x-forwarded-proto", "x-real-ip"].map(
      (name) => headers[name],
    ),
    [HOST, "127.0.0.7", "443", "https", "127.0.0.7"],
  );
  const dropped = ["x-forwarded-host", "x-forwarded-prefix", "forwarded"];
  assert.deepEqual(dropped.map((name) => headers[name]).filter(Boolean), []);
  assert.equal((await client.handshake()).certificate.subject.CN, HOST);
  assert.notEqual((await world.client.handshake()).certificate.subject.CN, HOST);
}

/** Each of them would be an administrator's page, another realm's, or a way around the list of paths. */
const CLOSED = [
  "/",
  "/admin",
  "/admin/",
  "/admin/master/console/",
  "/Admin/master/console/",
  "/realms/master",
  "/realms/master/",
  "/realms/master/protocol/openid-connect/token",
  "/realms/outpost",
  "/realms/outpost2/account",
  "/metrics",
  "/health",
  "/health/ready",
  "/realms/outpost/clients-registrations/default",
  "/realms/outpost/../master/account",
  "/realms/outpost/%2e%2e/master/account",
  "/realms/outpost/..%2fmaster/account",
  "/realms/outpost/%252e%252e/master/account",
  "/realms/outpost/..;/master/account",
  "/realms/outpost/..;x=1/..;y=2/admin/",
  "/realms/outpost/%2E%2E%5Cmaster",
  "/realms/outpost/..%5c..%5cadmin",
  "/realms/outpost/;/../../master",
  "/resources/../admin/",
  "/resources/..%3b/admin/",
  "//admin/",
  "/./admin/",
  "/realms//master/account",
] as const;

/** Nothing but the realm's own paths gets through, however it is written; the site's paths don't either. */
export async function administratorsPagesStayInside({ world, client, behind }: HostWorld): Promise<void> {
  const before = behind.seen.length;
  for (const path of CLOSED) assert.equal((await client.ask(path)).status, 404, path);
  assert.equal(behind.seen.length, before);
  assert.equal((await client.ask("/api/v4/system/ping")).status, 404);
  // The site's own host leads to Mattermost, whatever the path.
  await world.client.ask("/realms/outpost/account");
  assert.equal(behind.seen.length, before);
  // The certificate of one host with the name of the other: the name decides.
  const crossed = { headers: { Host: SITE_HOST } };
  assert.match((await client.ask("/realms/master/", crossed)).body, /"server"/);
  assert.equal(behind.seen.length, before);
}

/** Redirected from plain HTTP, kept to its networks, and never passed to a server that can't prove its name. */
export async function hostIsGuarded({ world, client, behind }: HostWorld): Promise<void> {
  const redirected = await world.plain(world.proxy.ports.http, "/realms/outpost/account?a=b", {
    headers: { Host: HOST },
  });
  assert.deepEqual(
    [redirected.status, redirected.headers.location],
    [301, `https://${HOST}/realms/outpost/account?a=b`],
  );
  const outside: Asking = { from: "127.0.0.9" };
  assert.equal((await client.ask("/realms/outpost/account", outside)).status, 403);
  assert.equal((await client.ask("/healthz", outside)).status, 200);
  const before = behind.seen.length;
  const { https } = world.proxy.ports;
  const stranger = new Client("stranger.example", https, world.proxy.hostCertificate("stranger"));
  assert.equal((await stranger.ask("/realms/outpost/account")).status, 502);
  assert.equal(behind.seen.length, before);
  assert.match(world.proxy.errors(), /upstream SSL certificate does not match/);
}
