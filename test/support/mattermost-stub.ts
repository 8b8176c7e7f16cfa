import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { AgentsPluginStub } from "./agents-plugin-stub";

type Json = Record<string, unknown>;

interface Answer {
  readonly status?: number;
  readonly body?: unknown;
}

/** What a request means; undefined: go on with the stub's own routes. */
export type Interference = (method: string, path: string) => Answer | undefined;

/** Mattermost's routes that the setup uses, written from the vendor's API reference, and Kubernetes' Secrets. */
export class MattermostStub {
  readonly users: Json[] = [];
  readonly tokens: Json[] = [];
  readonly hooks: Json[] = [];
  readonly secrets: Record<string, Record<string, string>> = {};
  readonly agentsPlugin = new AgentsPluginStub();
  /** A plugin's document; its secret is masked when read. */
  document: Json = { services: [], mode: "old", apiKey: "" };
  /** The form that the certificate of the identity provider came in. */
  certificate?: string;
  /** Every request that wrote something, as `METHOD path`. */
  readonly writes: string[] = [];
  interfere: Interference = () => undefined;
  private readonly servers: Server[] = [];
  private count = 0;
  private page = 0;

  /** Starts the API, its local socket and the Kubernetes API; gives their addresses. */
  async start(socket: string): Promise<{ readonly server: string; readonly kubernetes: string }> {
    await this.listen((request, body) => this.answer(request, body, true), socket);
    const server = await this.listen((request, body) => this.answer(request, body, false));
    const kubernetes = await this.listen((request, body) => this.secret(request, body));
    return { server, kubernetes };
  }

  stop(): void {
    for (const server of this.servers) {
      server.close();
      server.closeAllConnections();
    }
  }

  /** The text behind a key of a Secret. */
  text(secret: string, key: string): string | undefined {
    const value = this.secrets[secret]?.[key];
    return value === undefined ? undefined : Buffer.from(value, "base64").toString();
  }

  private async listen(answer: (request: IncomingMessage, body: Json) => Answer, socket?: string) {
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        const text = Buffer.concat(chunks).toString();
        const { status = 200, body } = answer(request, bodyOf(request, text));
        response.writeHead(status, { "content-type": "application/json" });
        response.end(JSON.stringify(body ?? { status: "OK" }));
      });
    });
    this.servers.push(server);
    await new Promise<void>((resolve) =>
      socket === undefined ? server.listen(0, "127.0.0.1", resolve) : server.listen(socket, resolve),
    );
    const { port } = socket === undefined ? (server.address() as AddressInfo) : { port: 0 };
    return `http://127.0.0.1:${port}`;
  }

  private secret(request: IncomingMessage, body: Json): Answer {
    const name = request.url?.split("/").pop() ?? "";
    const secret = this.secrets[name];
    if (!secret) return { status: 404, body: { message: "not found" } };
    if (request.method === "PATCH") Object.assign(secret, body.data);
    return { body: { data: secret } };
  }

  private answer(request: IncomingMessage, body: Json, local: boolean): Answer {
    const method = request.method ?? "GET";
    const path = (request.url ?? "").split("?")[0] ?? "";
    this.page = Number(new URLSearchParams(request.url?.split("?")[1]).get("page") ?? 0);
    const interference = this.interfere(method, path);
    if (interference) return interference;
    if (!local && !this.isKnown(request.headers.authorization))
      return { status: 401, body: { message: "session" } };
    if (method !== "GET") this.writes.push(`${method} ${path}`);
    const call = `${method} ${path}`;
    const answer = this.agentsPlugin.answer(call, body) ?? this.route(call, body);
    return answer ?? { status: 404, body: { message: `no route ${path}` } };
  }

  private isKnown(authorization: string | undefined): boolean {
    return this.tokens.some(({ token }) => authorization === `Bearer ${String(token)}`);
  }

  private route(call: string, body: Json): Answer | undefined {
    const routes: readonly (readonly [RegExp, (id: string) => Answer])[] = [
      [/^GET \/api\/v4\/bots$/, () => ({ body: [] })],
      [/^GET \/api\/v4\/users\/me$/, () => ({ body: {} })],
      [/^GET \/api\/v4\/users\/username\/(.+)$/, (name) => found(this.users, "username", name)],
      [
        /^POST \/api\/v4\/users$/,
        () => this.make(this.users, { roles: "system_user", auth_service: "", ...body }),
      ],
      [
        /^POST \/api\/v4\/users\/(\w+)\/convert_to_bot$/,
        (id) => this.change(this.users, id, { is_bot: true, owner_id: id }),
      ],
      [/^PUT \/api\/v4\/users\/(\w+)\/roles$/, (id) => this.change(this.users, id, body)],
      [
        /^GET \/api\/v4\/users\/(\w+)\/tokens$/,
        (id) => ({ body: this.tokens.filter((each) => each.user_id === id) }),
      ],
      [
        /^POST \/api\/v4\/users\/(\w+)\/tokens$/,
        (user_id) =>
          this.make(this.tokens, { ...body, user_id, is_active: true, token: `token${++this.count}` }),
      ],
      [
        /^POST \/api\/v4\/users\/tokens\/revoke$/,
        () => ({
          body: this.tokens.splice(
            this.tokens.findIndex((each) => each.id === body.token_id),
            1,
          ),
        }),
      ],
      [/^GET \/api\/v4\/bots\/(\w+)$/, (id) => found(this.users, "id", id)],
      [/^PUT \/api\/v4\/bots\/(\w+)$/, (id) => this.change(this.users, id, body)],
      [/^POST \/api\/v4\/bots\/(\w+)\/disable$/, (id) => this.change(this.users, id, { delete_at: 1 })],
      [
        /^POST \/api\/v4\/bots\/(\w+)\/assign\/\w+$/,
        (id) => this.change(this.users, id, { owner_id: "nobody" }),
      ],
      [/^GET \/api\/v4\/teams\/name\/ops$/, () => ({ body: { id: "team1", name: "ops" } })],
      [
        /^GET \/api\/v4\/teams\/team1\/channels\/name\/weather$/,
        () => ({ body: { id: "channel1", team_id: "team1" } }),
      ],
      [/^GET \/api\/v4\/hooks\/incoming$/, () => ({ body: this.hooks.slice(this.page * 200).slice(0, 200) })],
      [
        /^POST \/api\/v4\/hooks\/incoming$/,
        () => this.make(this.hooks, { ...body, user_id: this.users[0]?.id }),
      ],
      [/^PUT \/api\/v4\/hooks\/incoming\/(\w+)$/, (id) => this.change(this.hooks, id, body)],
      [
        /^DELETE \/api\/v4\/hooks\/incoming\/(\w+)$/,
        (id) => ({
          body: this.hooks.splice(
            this.hooks.findIndex((each) => each.id === id),
            1,
          ),
        }),
      ],
      [
        /^GET \/plugins\/assistant\/config$/,
        () => ({ body: { ...this.document, apiKey: this.document.apiKey === "" ? "" : "********" } }),
      ],
      [
        /^PUT \/plugins\/assistant\/config$/,
        () => {
          const apiKey = body.apiKey === "********" ? this.document.apiKey : body.apiKey;
          this.document = { ...body, apiKey };
          return {};
        },
      ],
      [/^POST \/plugins\/assistant\/reindex$/, () => ({})],
      [
        /^GET \/api\/v4\/saml\/certificate\/status$/,
        () => ({ body: { idp_certificate_file: this.certificate !== undefined } }),
      ],
      [
        /^POST \/api\/v4\/saml\/certificate\/idp$/,
        () => {
          this.certificate = String(body.form);
          return {};
        },
      ],
    ];
    for (const [pattern, answer] of routes) {
      const match = pattern.exec(call);
      if (match) return answer(match[1] ?? "");
    }
    return undefined;
  }

  private make(list: Json[], object: Json): Answer {
    const made = { ...object, id: `id${++this.count}` };
    list.push(made);
    return { status: 201, body: made };
  }

  private change(list: readonly Json[], id: string, values: Json): Answer {
    const object = list.find((each) => each.id === id);
    if (!object) return { status: 404 };
    return { body: Object.assign(object, values) };
  }
}

/** JSON, or the text of a form. */
function bodyOf({ headers }: IncomingMessage, text: string): Json {
  if (headers["content-type"]?.startsWith("multipart/form-data") ?? false) return { form: text };
  return text === "" ? {} : (JSON.parse(text) as Json);
}

function found(list: readonly Json[], key: string, value: string): Answer {
  const object = list.find((each) => each[key] === value);
  return object ? { body: object } : { status: 404, body: { message: "not found" } };
}
