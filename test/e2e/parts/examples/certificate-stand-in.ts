import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ApiError, type ApiClient, type KubernetesObject } from "../../toolchain/api-client";
import { run } from "../../toolchain/process";
import { pause } from "../../toolchain/wait";

const ROUND_MS = 400;
const GROUP = "/apis/cert-manager.io/v1";

export const CERTIFICATES_NOTE = "a loop of the test writes the Secrets of cert-manager's Certificates";

interface Certificate extends KubernetesObject {
  readonly spec: {
    readonly secretName: string;
    readonly isCA?: boolean;
    readonly commonName?: string;
    readonly dnsNames?: readonly string[];
    readonly ipAddresses?: readonly string[];
    readonly issuerRef: { readonly kind: string; readonly name: string };
  };
}

interface Issuer extends KubernetesObject {
  readonly spec: { readonly selfSigned?: object; readonly ca?: { readonly secretName: string } };
}

interface Pair {
  readonly certificate: string;
  readonly key: string;
}

/** Plays cert-manager, which has no Go tool here: issues what Certificates ask for into the Secrets they name. */
export class CertificateStandIn {
  private stopped = false;
  private lastError = "";
  private issued = 0;
  private authority: Promise<Pair> | undefined;
  private readonly done: Promise<void>;

  constructor(
    private readonly api: ApiClient,
    private readonly folder: string,
  ) {
    mkdirSync(folder, { recursive: true });
    this.done = this.loop();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await this.done;
  }

  /** What stood in the way in the last round; empty when nothing did. */
  get trouble(): string {
    return this.lastError;
  }

  private async loop(): Promise<void> {
    while (!this.stopped) {
      try {
        const certificates = await this.api.list<Certificate>(`${GROUP}/certificates`);
        this.lastError = "";
        for (const certificate of certificates) await this.tryToIssue(certificate);
      } catch (error) {
        // The API server may be away on purpose.
        this.lastError = String(error);
      }
      await pause(ROUND_MS);
    }
  }

  /** An authority may come after what it signs: the next round sees it. */
  private async tryToIssue(certificate: Certificate): Promise<void> {
    await this.issue(certificate).catch((error: unknown) => {
      this.lastError = `${certificate.metadata.name}: ${String(error)}`;
    });
  }

  private async issue(certificate: Certificate): Promise<void> {
    const { namespace = "", name } = certificate.metadata;
    const { secretName, isCA } = certificate.spec;
    if ((await this.secret(namespace, secretName)) !== undefined) return;
    const authority = isCA === true ? undefined : await this.authorityOf(certificate);
    const { certificate: crt, key } = await this.sign(certificate, authority);
    const data = { "tls.crt": crt, "tls.key": key, "ca.crt": authority?.certificate ?? crt };
    await this.api.text("POST", `/api/v1/namespaces/${namespace}/secrets`, {
      metadata: { name: secretName, annotations: { "cert-manager.io/certificate-name": name } },
      type: "kubernetes.io/tls",
      stringData: data,
    });
  }

  /** The pair behind a `ca` issuer; ClusterIssuers, which a site only names, share one authority. */
  private async authorityOf({ metadata, spec }: Certificate): Promise<Pair> {
    const { namespace = "" } = metadata;
    const { kind, name } = spec.issuerRef;
    if (kind === "ClusterIssuer") return this.clusterAuthority();
    const issuer = await this.api.call<Issuer>("GET", `${GROUP}/namespaces/${namespace}/issuers/${name}`);
    const authority = await this.secret(namespace, issuer.spec.ca?.secretName ?? "");
    if (authority === undefined) throw new Error(`the authority of issuer ${name} isn't there yet`);
    return authority;
  }

  private async secret(namespace: string, name: string): Promise<Pair | undefined> {
    try {
      const path = `/api/v1/namespaces/${namespace}/secrets/${name}`;
      const { data } = await this.api.call<{ readonly data: Readonly<Record<string, string>> }>("GET", path);
      const text = (key: string): string => Buffer.from(data[key] ?? "", "base64").toString();
      return { certificate: text("tls.crt"), key: text("tls.key") };
    } catch (error) {
      if (error instanceof ApiError && error.status === 404) return undefined;
      throw error;
    }
  }

  private clusterAuthority(): Promise<Pair> {
    const spec = { secretName: "", isCA: true, issuerRef: { kind: "", name: "" } };
    return (this.authority ??= this.sign({ metadata: { name: "cluster-issuer" }, spec }));
  }

  private async sign({ metadata, spec }: Certificate, authority?: Pair): Promise<Pair> {
    const file = (name: string): string => join(this.folder, `${this.issued}-${name}`);
    this.issued++;
    const names = [
      ...(spec.dnsNames ?? []).map((name) => `DNS:${name}`),
      ...(spec.ipAddresses ?? []).map((address) => `IP:${address}`),
    ];
    writeFileSync(file("request.cnf"), "[req]\ndistinguished_name = none\n[none]\n");
    const args = [
      "req",
      "-x509",
      "-nodes",
      "-newkey",
      "ec",
      "-pkeyopt",
      "ec_paramgen_curve:P-256",
      "-days",
      "1",
    ];
    args.push("-config", file("request.cnf"), "-subj", `/CN=${spec.commonName ?? metadata.name}`);
    args.push("-addext", `basicConstraints=critical,CA:${String(spec.isCA === true).toUpperCase()}`);
    if (names.length > 0) args.push("-addext", `subjectAltName=${names.join(",")}`);
    if (authority !== undefined) {
      writeFileSync(file("ca.crt"), authority.certificate);
      writeFileSync(file("ca.key"), authority.key);
      args.push("-CA", file("ca.crt"), "-CAkey", file("ca.key"));
    }
    await run("openssl", [...args, "-keyout", file("tls.key"), "-out", file("tls.crt")]);
    return { certificate: readFileSync(file("tls.crt"), "utf8"), key: readFileSync(file("tls.key"), "utf8") };
  }
}
