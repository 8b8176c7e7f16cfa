import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "./process";

export interface Certificate {
  readonly certificateFile: string;
  readonly keyFile: string;
  readonly certificate: string;
}

/** A self-signed certificate for these names, its own authority, good for a day: `<name>.crt` and `<name>.key`. */
export async function selfSigned(
  folder: string,
  name: string,
  subjects: readonly string[],
): Promise<Certificate> {
  const certificateFile = join(folder, `${name}.crt`);
  const keyFile = join(folder, `${name}.key`);
  const names = subjects.map((subject) => (/^[\d.]+$|:/.test(subject) ? `IP:${subject}` : `DNS:${subject}`));
  const configuration = join(folder, `${name}.cnf`);
  writeFileSync(configuration, "[req]\ndistinguished_name = none\n[none]\n");
  const request = ["req", "-x509", "-nodes", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"];
  const subject = ["-subj", `/CN=${subjects[0] ?? name}`, "-addext", `subjectAltName=${names.join(",")}`];
  const files = ["-config", configuration, "-days", "1", "-keyout", keyFile, "-out", certificateFile];
  await run("openssl", [...request, ...subject, ...files]);
  return { certificateFile, keyFile, certificate: readFileSync(certificateFile, "utf8") };
}
