import { readFileSync } from "node:fs";
import { request as plain } from "node:http";
import { request as secure } from "node:https";
import { setTimeout as sleep } from "node:timers/promises";

const ANSWER_LIMIT_SECONDS = 60;

/** An answer that is no success, or none at all (status 0). Its text is the server's own and holds no secret of ours. */
export class HttpError extends Error {
  constructor(call, status, detail) {
    super(`${call}: ${status === 0 ? "no answer" : `answered ${status}`}${detail ? `, ${detail}` : ""}`);
    this.status = status;
    // What a restart or a change of another makes pass; a plugin answers 404 until it has started. Mattermost says 500
    // to some requests that are wrong for ever, so that only a reader tries again.
    const [method, path = ""] = call.split(" ");
    this.passing =
      [0, 409, 429, 502, 503, 504].includes(status) ||
      (status === 500 && method === "GET") ||
      (status === 404 && path.startsWith("/plugins/"));
  }
}

/** Talks JSON to `http(s)://…`, or to the API behind a socket. The token is asked for at each request. */
export function client({ base, socket, token = () => undefined }) {
  return async (method, path, body, headers = {}) => {
    const payload = body === undefined || Buffer.isBuffer(body) ? body : Buffer.from(JSON.stringify(body));
    const bearer = token();
    const { status, text } = await send(base, socket, {
      method,
      path,
      payload,
      headers: {
        accept: "application/json",
        ...(payload && { "content-type": "application/json", "content-length": payload.length }),
        ...(bearer && { authorization: `Bearer ${bearer}` }),
        ...headers,
      },
    });
    if (status >= 200 && status < 300) return parsed(text);
    throw new HttpError(`${method} ${path}`, status, messageOf(text));
  };
}

/** What `GET` gives, or undefined when it isn't there. */
export async function find(api, path) {
  try {
    return await api("GET", path);
  } catch (error) {
    if (error.status === 404 && !error.passing) return undefined;
    throw error;
  }
}

/** Repeats what fails for a passing reason, ever more slowly, until the limit is over. */
export async function patiently(action, { seconds, tell = () => {} }) {
  const end = Date.now() + seconds * 1000;
  let told;
  for (let pause = 250; ; pause = Math.min(pause * 2, 5000)) {
    try {
      return await action();
    } catch (error) {
      if (error.passing !== true || Date.now() + pause > end) throw error;
      if (told !== error.message) tell(error);
      told = error.message;
      await sleep(pause);
    }
  }
}

export function readText(file) {
  return readFileSync(file, "utf8").replace(/\r?\n$/, "");
}

function send(base, socket, { method, path, payload, headers }) {
  const url = new URL(path, base ?? "http://localhost");
  const request = url.protocol === "https:" ? secure : plain;
  return new Promise((resolve, reject) => {
    const failed = (detail) => reject(new HttpError(`${method} ${path}`, 0, detail));
    const outgoing = request(url, { method, headers, ...(socket && { socketPath: socket }) }, (incoming) => {
      const chunks = [];
      incoming.on("data", (chunk) => chunks.push(chunk));
      incoming.on("error", (error) => failed(error.code ?? error.message));
      incoming.on("end", () =>
        resolve({ status: incoming.statusCode, text: Buffer.concat(chunks).toString() }),
      );
    });
    outgoing.setTimeout(ANSWER_LIMIT_SECONDS * 1000, () => outgoing.destroy(new Error("too slow")));
    outgoing.on("error", (error) => failed(error.code ?? error.message));
    outgoing.end(payload);
  });
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function messageOf(text) {
  const answer = parsed(text);
  const message = typeof answer === "object" && answer !== null ? (answer.message ?? answer.error) : answer;
  return typeof message === "string" ? message.slice(0, 200).replace(/\s+/g, " ").trim() : "";
}
