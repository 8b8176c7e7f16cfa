import { problem, type ProblemKind } from "../errors/catalogue";
import { ProblemError } from "../errors/problem";
import { shorten } from "../site/load/wording";
import type { AdminCredential } from "./admin-credential";
import type { HttpAnswer, HttpRequest, Transport } from "./http";
import { USER_PROBLEMS } from "./problems";
import type { RealmAddress } from "./realm-url";
import { sendPatiently, type RetryOptions } from "./retry";

export interface AdminClientOptions {
  readonly address: RealmAddress;
  readonly credential: AdminCredential;
  /** Realm that knows the administrator. @default "master" */
  readonly adminRealm?: string;
  readonly transport: Transport;
  readonly retry?: RetryOptions;
}

export interface AdminAnswer {
  readonly status: number;
  readonly body: unknown;
}

const DEFAULTS = { adminRealm: "master", page: 500 } as const;

/** A token is renewed this long before it ends, in milliseconds. */
const MARGIN_MS = 10_000;

/**
 * Keycloak's admin REST API for one realm. Throws a ProblemError when Keycloak is out of reach or refuses the
 * administrator; any other answer is the caller's to judge. Messages hold no credential.
 */
export class AdminClient {
  private token: Promise<{ readonly value: string; readonly endsMs: number }> | undefined;

  public constructor(private readonly options: AdminClientOptions) {}

  /** All of a list that Keycloak gives in pages. */
  public async list<T>(path: string, query: Readonly<Record<string, string>> = {}): Promise<readonly T[]> {
    const all: T[] = [];
    for (;;) {
      const page = { ...query, first: String(all.length), max: String(DEFAULTS.page) };
      const found = await this.get<readonly T[]>(path, page);
      all.push(...found);
      if (found.length < DEFAULTS.page) return all;
    }
  }

  public async get<T>(path: string, query: Readonly<Record<string, string>> = {}): Promise<T> {
    const search = new URLSearchParams(query).toString();
    const { status, body } = await this.call("GET", search === "" ? path : `${path}?${search}`);
    if (status === 200) return body as T;
    const where = path === "" ? "the realm" : path;
    throw failure(USER_PROBLEMS.unreachable, `${where} answers ${status} ${wordsOf(body)}`.trim(), "200");
  }

  /** Path below the realm, without a slash in front; a body is sent as JSON. */
  public async call(method: HttpRequest["method"], path: string, body?: object): Promise<AdminAnswer> {
    const { server, realm } = this.options.address;
    const below = path === "" ? "" : `/${path}`;
    const url = `${server}/admin/realms/${encodeURIComponent(realm)}${below}`;
    const first = await this.authorized(method, url, body);
    // The session may have ended before its time, as when Keycloak restarted.
    if (first.status === 401) this.token = undefined;
    const answer = first.status === 401 ? await this.authorized(method, url, body) : first;
    if (answer.status === 401 || answer.status === 403) {
      throw failure(
        USER_PROBLEMS.signIn,
        `Keycloak answers ${answer.status} to the administrator`,
        "a credential with the roles for it",
      );
    }
    return { status: answer.status, body: parsed(answer.body) };
  }

  private async authorized(method: HttpRequest["method"], url: string, body?: object): Promise<HttpAnswer> {
    const headers = {
      authorization: `Bearer ${await this.currentToken()}`,
      "content-type": "application/json",
    };
    return this.send({ method, url, headers, ...(body && { body: JSON.stringify(body) }) });
  }

  private async send(request: HttpRequest): Promise<HttpAnswer> {
    const { transport, retry, address } = this.options;
    try {
      return await sendPatiently(transport.send, request, retry);
    } catch (error) {
      const { message } = error as Error;
      throw failure(USER_PROBLEMS.unreachable, `${address.server} does not answer: ${message}`, "an answer");
    }
  }

  /** One token serves all requests that are under way. */
  private async currentToken(): Promise<string> {
    const asked = (this.token ??= this.newToken());
    const { value, endsMs } = await asked;
    if (performance.now() < endsMs) return value;
    if (this.token === asked) this.token = undefined;
    return this.currentToken();
  }

  private async newToken(): Promise<{ readonly value: string; readonly endsMs: number }> {
    try {
      return await this.askForToken();
    } catch (error) {
      this.token = undefined;
      throw error;
    }
  }

  private async askForToken(): Promise<{ readonly value: string; readonly endsMs: number }> {
    const { address, credential, adminRealm = DEFAULTS.adminRealm } = this.options;
    const form: Readonly<Record<string, string>> =
      "clientId" in credential
        ? {
            grant_type: "client_credentials",
            client_id: credential.clientId,
            client_secret: credential.clientSecret,
          }
        : {
            grant_type: "password",
            client_id: "admin-cli",
            username: credential.username,
            password: credential.password,
          };
    const started = performance.now();
    const { status, body } = await this.send({
      method: "POST",
      url: `${address.server}/realms/${encodeURIComponent(adminRealm)}/protocol/openid-connect/token`,
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams(form).toString(),
    });
    const answer = (parsed(body) ?? {}) as { readonly access_token?: unknown; readonly expires_in?: unknown };
    if (status !== 200 || typeof answer.access_token !== "string") {
      const message = `Keycloak answers ${status} to the sign-in at the realm "${adminRealm}"`;
      throw failure(USER_PROBLEMS.signIn, message, "an access token");
    }
    const lifeMs = Number(answer.expires_in ?? 60) * 1000;
    return { value: answer.access_token, endsMs: started + Math.max(lifeMs - MARGIN_MS, lifeMs / 2) };
  }
}

/** What Keycloak says about a refusal, short. */
export function wordsOf(body: unknown): string {
  const { errorMessage, error_description, error, field } = Object(body) as Readonly<Record<string, unknown>>;
  const words = [field, errorMessage ?? error_description ?? error].filter(
    (word) => typeof word === "string",
  );
  return shorten(words.join(": "));
}

function parsed(text: string): unknown {
  try {
    return text === "" ? undefined : (JSON.parse(text) as unknown);
  } catch {
    return undefined;
  }
}

function failure(kind: ProblemKind, message: string, expected: string): ProblemError {
  return new ProblemError([problem(kind, { path: "", message, expected })]);
}
