import { request } from "node:https";
import type { LookupFunction } from "node:net";

export interface Page {
  readonly url: string;
  readonly status: number;
  readonly location?: string;
  readonly body: string;
}

const LIMIT_MS = 30_000;

/** As much of a browser as a sign-in needs: cookies, redirects and forms. */
export class Browser {
  /** Servers on one address tell their cookies apart by the path. */
  private readonly cookies: { readonly path: string; readonly name: string; readonly value: string }[] = [];

  /** @param address where every host is, in place of what DNS says */
  constructor(
    private readonly ca: string,
    private readonly address?: string,
  ) {}

  /** Follows redirects until one leads to an address that begins with `until`, which is not opened. */
  async open(url: string, form?: Readonly<Record<string, string>>, until?: string): Promise<Page> {
    let page = await this.once(url, form);
    for (let hops = 0; page.location !== undefined; hops += 1) {
      if (until !== undefined && page.location.startsWith(until)) return page;
      if (hops > 20) throw new Error(`too many redirects from ${url}`);
      page = await this.once(page.location);
    }
    return page;
  }

  /** Fills in the form whose id contains `id`; values that are not given stay as the page has them. */
  submit(page: Page, id: string, values: Readonly<Record<string, string>>, until?: string): Promise<Page> {
    const form = new RegExp(`<form[^>]*id="[^"]*${id}[^"]*"[^>]*>`).exec(page.body)?.[0];
    const action = /action="([^"]*)"/.exec(form ?? "")?.[1];
    if (action === undefined) throw new Error(`no form "${id}" in:\n${wordsOf(page)}`);
    return this.open(new URL(unescaped(action), page.url).href, values, until);
  }

  /** Follows the link whose id contains `id`. */
  follow(page: Page, id: string, until?: string): Promise<Page> {
    const link = new RegExp(`<a[^>]*id="[^"]*${id}[^"]*"[^>]*>`).exec(page.body)?.[0];
    const href = /href="([^"]*)"/.exec(link ?? "")?.[1];
    if (href === undefined) throw new Error(`no link "${id}" in:\n${wordsOf(page)}`);
    return this.open(new URL(unescaped(href), page.url).href, undefined, until);
  }

  /** One request with a body that is not a page: an API's. */
  once(
    url: string,
    form?: Readonly<Record<string, string>>,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Page> {
    const { ca } = this;
    const { pathname } = new URL(url);
    const sent = this.cookies.filter(({ path }) => pathname.startsWith(path));
    const cookie = sent.map(({ name, value }) => `${name}=${value}`).join("; ");
    const type = form === undefined ? {} : { "content-type": "application/x-www-form-urlencoded" };
    const method = form === undefined ? "GET" : "POST";
    return new Promise((resolve, reject) => {
      const lookup = this.address === undefined ? {} : { lookup: always(this.address) };
      const options = { method, ca, timeout: LIMIT_MS, headers: { cookie, ...type, ...headers }, ...lookup };
      const call = request(url, options, (answer) => {
        let body = "";
        answer.setEncoding("utf8").on("data", (text: string) => (body += text));
        answer.on("error", reject).on("end", () => {
          for (const line of answer.headers["set-cookie"] ?? []) this.keep(line);
          const { location } = answer.headers;
          const status = answer.statusCode ?? 0;
          resolve({ url, status, body, location: location && new URL(location, url).href });
        });
      });
      call.on("timeout", () => call.destroy(new Error(`no answer from ${url}`))).on("error", reject);
      call.end(form === undefined ? undefined : new URLSearchParams(form).toString());
    });
  }

  private keep(line: string): void {
    const [pair = "", ...attributes] = line.split(";").map((part) => part.trim());
    const at = pair.indexOf("=");
    const name = pair.slice(0, at);
    const path = attributes.find((attribute) => /^path=/i.test(attribute))?.slice("path=".length) ?? "/";
    const before = this.cookies.findIndex((cookie) => cookie.name === name && cookie.path === path);
    if (before >= 0) this.cookies.splice(before, 1);
    const gone = attributes.some((attribute) => /^max-age=0$/i.test(attribute));
    if (!gone) this.cookies.push({ name, path, value: pair.slice(at + 1) });
  }
}

function always(address: string): LookupFunction {
  return (_host, options, found) => {
    if (options.all) found(null, [{ address, family: 4 }]);
    else found(null, address, 4);
  };
}

/** What a page says, for messages. */
export function wordsOf({ status, body }: Page): string {
  const text = body.replace(/<(script|style)[^]*?<\/\1>/g, " ").replace(/<[^>]*>/g, " ");
  return `${status} ${text.replace(/\s+/g, " ").trim().slice(0, 400)}`;
}

function unescaped(text: string): string {
  return text.replaceAll("&amp;", "&");
}
