type Json = Record<string, unknown>;

interface Answer {
  readonly status?: number;
  readonly body?: unknown;
}

/**
 * What releases of the plugin differ in: whether a service without an id gets one, whether secrets are hidden when
 * read, and whether the type of the vectors' column is known.
 */
export interface AgentsRelease {
  readonly givesIds: boolean;
  readonly masks: boolean;
  readonly knowsElementType: boolean;
}

const MASK = "**********";
const FIELDS = [
  "services",
  "defaultBotName",
  "transcriptBackend",
  "enableCallSummary",
  "allowedUpstreamHostnames",
  "allowUnsafeLinks",
  "allowNativeWebSearchInChannels",
  "embeddingSearchConfig",
  "mcp",
  "webSearch",
];
const ACCESS = ["channelAccessLevel", "userAccessLevel"];
const AGENT_FIELDS = [
  "displayName",
  "serviceID",
  "customInstructions",
  ...ACCESS,
  "userIDs",
  "teamIDs",
  "enableVision",
  "disableTools",
  "enabledNativeTools",
];

/**
 * The Agents plugin's routes that the setup uses, by the published behaviour of its second line: the document is
 * replaced whole, unknown fields are dropped, empty ones are left out when read, hidden secrets that come back are kept.
 */
export class AgentsPluginStub {
  document: Json = { services: [], mcp: { servers: [] }, webSearch: { enabled: true } };
  readonly agents: Json[] = [];
  reindexed = 0;
  release: AgentsRelease = { givesIds: true, masks: true, knowsElementType: true };
  private count = 0;

  answer(call: string, body: Json): Answer | undefined {
    const [, method, path] = /^(\w+) \/plugins\/mattermost-ai(\/.+)$/.exec(call) ?? [];
    switch (`${method ?? ""} ${path ?? ""}`) {
      case "GET /admin/config":
        return { body: this.shown() };
      case "PUT /admin/config":
        return this.save(body);
      case "POST /admin/reindex":
        this.reindexed += 1;
        return {};
      case "GET /services":
        return { body: this.services.map(({ id, name, type }) => ({ id, name, type })) };
      case "GET /agents":
        return { body: this.agents };
      case "POST /agents":
        return this.create(body);
      default:
        return method === "PUT" ? this.update(path?.split("/").pop() ?? "", body) : undefined;
    }
  }

  get services(): readonly Json[] {
    return (this.document.services ?? []) as readonly Json[];
  }

  private shown(): unknown {
    return mapped(this.document, (path, value) => {
      if (value === "" || (Array.isArray(value) && value.length === 0)) return undefined;
      return this.release.masks && isSecret(path) ? MASK : value;
    });
  }

  private save(body: Json): Answer {
    const known = Object.fromEntries(Object.entries(body).filter(([field]) => FIELDS.includes(field)));
    const kept = mapped(known, (path, value) => {
      if (path.endsWith(".vectorElementType") && !this.release.knowsElementType) return undefined;
      return value === MASK && isSecret(path) ? valueAt(this.document, path) : value;
    }) as Json;
    const services = (kept.services ?? []) as readonly Json[];
    const ids = services.map(({ id }) => id).filter((id) => id !== undefined);
    if (new Set(ids).size < ids.length) return { status: 409, body: { message: "one id twice" } };
    if (this.release.givesIds) for (const each of services) each.id ??= `service${++this.count}`;
    this.document = kept;
    return {};
  }

  private create(body: Json): Answer {
    const { serviceID, username } = body;
    if (!this.services.some(({ id }) => id !== undefined && id === serviceID))
      return { status: 400, body: { message: "service not found in configuration" } };
    if (!/^[a-z][a-z0-9._-]*$/.test(String(username))) return { status: 400 };
    const agent = { ...agentOf(body), id: `agent${++this.count}`, name: username };
    this.agents.push(agent);
    return { status: 201, body: agent };
  }

  private update(id: string, body: Json): Answer {
    const agent = this.agents.find((each) => each.id === id);
    if (!agent) return { status: 404 };
    return { body: Object.assign(agent, agentOf(body)) };
  }
}

/** Lists that are empty come back as null. */
function agentOf(body: Json): Json {
  return Object.fromEntries(
    AGENT_FIELDS.map((field) => {
      const value = body[field];
      return [field, Array.isArray(value) && value.length === 0 ? null : value];
    }),
  );
}

function isSecret(path: string): boolean {
  return /\.(apiKey|Authorization)$/.test(path);
}

/** The same document with each leaf put through `change`; undefined leaves it out. Items of lists go by their name. */
function mapped(value: unknown, change: (path: string, value: unknown) => unknown, path = ""): unknown {
  if (Array.isArray(value) && value.length > 0)
    return value.map((each: Json) => mapped(each, change, `${path}.${String(each.name)}`));
  if (typeof value !== "object" || value === null || Array.isArray(value)) return change(path, value);
  const entries = Object.entries(value)
    .map(([key, each]) => [key, mapped(each, change, `${path}.${key}`)] as const)
    .filter(([, each]) => each !== undefined);
  return Object.fromEntries(entries);
}

function valueAt(document: unknown, wanted: string): unknown {
  let found: unknown;
  mapped(document, (path, value) => {
    if (path === wanted) found = value;
    return value;
  });
  return found;
}
