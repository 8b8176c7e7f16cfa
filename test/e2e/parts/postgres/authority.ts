import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "../../toolchain/process";

/** A certificate authority in a folder, as the operator makes one: `ca.crt`. */
export class Authority {
  static async create(folder: string): Promise<Authority> {
    const files = ["-keyout", join(folder, "ca.key"), "-out", join(folder, "ca.crt"), "-days", "1"];
    const extensions = ["-addext", "basicConstraints=critical,CA:TRUE", "-addext", "keyUsage=keyCertSign"];
    await run("openssl", ["req", "-x509", ...KEY, ...files, "-subj", "/CN=authority", ...extensions]);
    return new Authority(folder);
  }

  readonly certificateFile: string;

  private constructor(private readonly folder: string) {
    this.certificateFile = join(folder, "ca.crt");
  }

  /** `<name>.crt` and `<name>.key` for a common name; a server's also for the loopback address. */
  async issue(name: string, commonName: string, kind: "server" | "client"): Promise<void> {
    const file = (suffix: string): string => join(this.folder, `${name}.${suffix}`);
    await run("openssl", [
      ...["req", ...KEY, "-keyout", file("key"), "-out", file("csr"), "-subj", `/CN=${commonName}`],
    ]);
    const server = `subjectAltName=DNS:${commonName},DNS:localhost,IP:127.0.0.1\nextendedKeyUsage=serverAuth\n`;
    writeFileSync(file("ext"), kind === "server" ? server : "extendedKeyUsage=clientAuth\n");
    await run("openssl", [
      ...["x509", "-req", "-in", file("csr"), "-out", file("crt"), "-days", "1", "-extfile", file("ext")],
      ...["-CA", this.certificateFile, "-CAkey", join(this.folder, "ca.key"), "-CAcreateserial"],
    ]);
  }
}

const KEY = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"] as const;
