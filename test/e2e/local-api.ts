import { request } from "node:http";

type Call = (method: string, path: string, body?: unknown) => Promise<unknown>;

/** JSON over a socket of this machine, or to an address; throws on anything but success. */
export function client(where: {
  readonly socket?: string;
  readonly base?: string;
  readonly token?: string;
}): Call {
  return (method, path, body) =>
    new Promise((resolve, reject) => {
      const url = new URL(path, where.base ?? "http://localhost");
      const headers = where.token === undefined ? {} : { authorization: `Bearer ${where.token}` };
      const outgoing = request(
        url,
        { method, headers, socketPath: where.socket, timeout: 20_000 },
        (answer) => {
          const chunks: Buffer[] = [];
          answer.on("data", (chunk: Buffer) => chunks.push(chunk));
          answer.on("end", () => {
            const text = Buffer.concat(chunks).toString();
            if ((answer.statusCode ?? 0) < 300) resolve(JSON.parse(text));
            else reject(new Error(`${method} ${path}: ${answer.statusCode ?? 0} ${text.slice(0, 300)}`));
          });
        },
      );
      outgoing.on("timeout", () => outgoing.destroy(new Error(`${method} ${path}: too slow`)));
      outgoing.on("error", reject);
      outgoing.end(body === undefined ? undefined : JSON.stringify(body));
    });
}
