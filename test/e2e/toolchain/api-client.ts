import { Agent, request } from "node:https";

/** What every stored object has; the rest is read through a type of the reader's own. */
export interface KubernetesObject {
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly uid?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
}

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

const CONTENT_TYPE: Partial<Record<Method, string>> = { PATCH: "application/merge-patch+json" };

/** The API server refused or failed a request. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

/** The Kubernetes API over one kept connection. */
export class ApiClient {
  private readonly agent: Agent;

  constructor(
    private readonly server: string,
    authority: string,
    private readonly token: string,
  ) {
    this.agent = new Agent({ keepAlive: true, ca: authority });
  }

  async call<T>(method: Method, path: string, body?: object): Promise<T> {
    return JSON.parse(await this.text(method, path, body)) as T;
  }

  async list<T extends KubernetesObject>(path: string): Promise<readonly T[]> {
    return (await this.call<{ readonly items: readonly T[] }>("GET", path)).items;
  }

  text(method: Method, path: string, body?: object): Promise<string> {
    const headers = {
      authorization: `Bearer ${this.token}`,
      "content-type": CONTENT_TYPE[method] ?? "application/json",
    };
    return new Promise((resolve, reject) => {
      const call = request(
        `${this.server}${path}`,
        { method, headers, agent: this.agent, timeout: 30_000 },
        (answer) => {
          let text = "";
          answer.setEncoding("utf8").on("data", (part: string) => (text += part));
          answer.on("end", () => {
            const status = answer.statusCode ?? 0;
            if (status < 300) resolve(text);
            else reject(new ApiError(status, `${method} ${path}: ${status} ${text.slice(0, 500)}`));
          });
        },
      );
      call.on("timeout", () => call.destroy(new Error(`${method} ${path}: no answer for 30 s`)));
      call.on("error", reject);
      call.end(body === undefined ? undefined : JSON.stringify(body));
    });
  }

  close(): void {
    this.agent.destroy();
  }
}
