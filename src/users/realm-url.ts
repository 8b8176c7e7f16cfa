import { problem } from "../errors/catalogue";
import { ProblemError } from "../errors/problem";
import { USER_PROBLEMS } from "./problems";

export interface RealmAddress {
  /** Address of Keycloak without a slash at the end. */
  readonly server: string;
  readonly realm: string;
}

const LOOPBACK = ["localhost", "127.0.0.1", "[::1]"];

/** Takes `https://<host>/<path>/realms/<realm>` apart. A credential goes there, so it must be https. */
export function realmAddress(text: string): RealmAddress {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const [, path, name] = /^(.*)\/realms\/([^/]+)\/?$/.exec(url?.pathname ?? "") ?? [];
  const safe = url?.protocol === "https:" || (url?.protocol === "http:" && LOOPBACK.includes(url.hostname));
  const plain = url?.username === "" && url.password === "" && url.search === "" && url.hash === "";
  if (url === undefined || path === undefined || name === undefined || !safe || !plain) {
    const shown = plain ? `got "${text}"` : "the address is not usable";
    throw new ProblemError([
      problem(USER_PROBLEMS.realmUrl, {
        path: "",
        message: shown,
        expected: "https://<host>/realms/<realm>",
      }),
    ]);
  }
  return { server: url.origin + path, realm: decodeURIComponent(name) };
}
