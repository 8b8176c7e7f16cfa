import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface FakeUser {
  id: string;
  username: string;
  email: string;
  enabled: boolean;
  requiredActions: string[];
  password?: string;
  groups: Set<string>;
  [other: string]: unknown;
}

/** What holdfast sends, as far as it is looked at here. */
interface Sent {
  readonly name?: string;
  readonly username?: string;
  readonly email?: string;
  readonly lastName?: string;
  readonly attributes?: Readonly<Record<string, unknown>>;
  readonly value?: string;
  readonly groups?: readonly string[];
  readonly credentials?: readonly { readonly value: string }[];
}

/** What goes wrong with a request: a status, no answer at all, or an answer that is lost after the work is done. */
export type Fault = number | "reset" | "lost" | "slow" | undefined;

/** The routes of Keycloak 26's admin API that holdfast uses, as its reference documents them, in memory. */
export class FakeKeycloak {
  readonly users = new Map<string, FakeUser>();
  readonly groups = new Map<string, string>();
  /** Groups that carry the roster's attribute. */
  readonly made = new Set<string>();
  readonly seen: string[] = [];
  /** Asked before each request of the admin API, with its number from 1. */
  fault: (call: number, what: string) => Fault = () => undefined;
  tokens = 0;
  /** Requests that a token is good for. */
  tokenUses = Infinity;
  private uses = 0;
  private calls = 0;
  private ids = 0;
  private readonly server = createServer((request, response) => void this.serve(request, response));

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/realms/outpost`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  get writes(): readonly string[] {
    return this.seen.filter((what) => !what.startsWith("GET"));
  }

  add(user: Partial<FakeUser> & { username: string }): FakeUser {
    const id = `id-${(this.ids += 1)}`;
    const made = {
      email: `${user.username}@outpost.example`,
      enabled: true,
      requiredActions: [],
      groups: new Set<string>(),
      ...user,
      id,
    };
    this.users.set(id, made);
    return made;
  }

  /** Everything that a second run must leave as it is. */
  snapshot(): unknown {
    const users = [...this.users.values()].map((user) => ({ ...user, groups: [...user.groups].sort() }));
    return JSON.parse(JSON.stringify({ users, groups: [...this.groups] }));
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let text = "";
    for await (const part of request) text += String(part);
    const url = new URL(request.url ?? "", "http://fake");
    const answer = (status: number, body?: unknown): void => {
      response.writeHead(status).end(body === undefined ? "" : JSON.stringify(body));
    };
    if (url.pathname.endsWith("/token")) {
      const form = new URLSearchParams(text);
      if (form.get("password") !== "right" && form.get("client_secret") !== "right") {
        answer(401);
        return;
      }
      this.uses = 0;
      answer(200, { access_token: `token-${(this.tokens += 1)}`, expires_in: 60 });
      return;
    }
    const what = `${request.method ?? ""} ${url.pathname.replace("/admin/realms/outpost", "")}`;
    this.calls += 1;
    this.uses += 1;
    const fault = this.fault(this.calls, what);
    if (fault === "reset") return void request.socket.destroy();
    if (fault === "slow") await new Promise((resolve) => setTimeout(resolve, 60));
    if (typeof fault === "number") {
      answer(fault);
      return;
    }
    if (request.headers.authorization !== `Bearer token-${this.tokens}` || this.uses > this.tokenUses) {
      answer(401);
      return;
    }
    this.seen.push(what);
    const [status, body] = this.handle(what, url.searchParams, JSON.parse(text === "" ? "{}" : text) as Sent);
    if (fault === "lost") return void request.socket.destroy();
    answer(status, body);
  }

  private handle(what: string, query: URLSearchParams, body: Sent): [number, unknown?] {
    const page = (all: readonly unknown[]): [number, unknown] => {
      const first = Number(query.get("first"));
      return [200, all.slice(first, first + Number(query.get("max") ?? 100))];
    };
    const [, id = "", below, leaf = ""] = /\/(?:users|groups)\/([^/]+)\/?([^/]*)\/?(.*)/.exec(what) ?? [];
    const user = this.users.get(id);
    if (what === "GET /") return [200, {}];
    if (what === "GET ") return [200, { verifyEmail: false }];
    if (what === "GET /identity-provider/instances") return [200, [{ alias: "entra" }]];
    if (what === "GET /groups") {
      const attributes = (name: string) => (this.made.has(name) ? { "holdfast-roster": ["true"] } : {});
      return page([...this.groups].map(([name, id]) => ({ name, id, attributes: attributes(name) })));
    }
    if (what === "POST /groups") {
      const { name = "" } = body;
      if (this.groups.has(name)) return [409];
      this.groups.set(name, `group-${name}`);
      if (body.attributes?.["holdfast-roster"] !== undefined) this.made.add(name);
      return [201];
    }
    if (what === "GET /users") {
      const wanted = query.get("username");
      const all = [...this.users.values()].filter(({ username }) => wanted === null || username === wanted);
      return page(all.map((user) => ({ ...user, groups: undefined, password: undefined })));
    }
    if (what === "POST /users") return this.create(body);
    if (what.endsWith("/members")) {
      const name = [...this.groups].find(([, group]) => group === id)?.[0] ?? "";
      return page([...this.users.values()].filter(({ groups }) => groups.has(name)));
    }
    if (user === undefined) return [404, { error: "User not found" }];
    if (below === "credentials") return [200, user.password === undefined ? [] : [{ type: "password" }]];
    if (below === "federated-identity") return [200, user.links ?? []];
    if (below === "reset-password") user.password = body.value;
    else if (below === "groups") {
      const name = [...this.groups].find(([, group]) => group === leaf)![0];
      if (what.startsWith("DELETE")) user.groups.delete(name);
      else user.groups.add(name);
    } else Object.assign(user, body);
    return [204];
  }

  private create({ groups = [], credentials, username = "", ...body }: Sent): [number, unknown?] {
    const all = [...this.users.values()];
    if (all.some((user) => user.username === username || user.email === body.email)) {
      return [409, { errorMessage: "User exists with same username" }];
    }
    if (body.lastName === "Refused") return [400, { field: "lastName", errorMessage: "error-length" }];
    const names = groups.map((path) => path.slice(1));
    if (names.some((name) => !this.groups.has(name))) return [500, { error: "unknown_error" }];
    this.add({ ...body, username, groups: new Set(names), password: credentials?.[0]?.value });
    return [201];
  }
}
