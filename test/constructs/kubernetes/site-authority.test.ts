import { CustomResources } from "../../../src/constructs/kubernetes/custom-resources";
import { Namespace } from "../../../src/constructs/kubernetes/namespace";
import {
  certificateManifest,
  SiteAuthority,
  type CertificateOptions,
} from "../../../src/constructs/kubernetes/site-authority";
import { checkAgainstCrd } from "../../support/crd";
import { describeWithReference } from "../../support/reference";
import { testStack } from "../../support/synth";

function authority(name?: string): SiteAuthority {
  const stack = testStack();
  const namespace = new Namespace(stack, "Namespace", { name: "outpost" });
  return new SiteAuthority(stack, "Authority", { namespace, name });
}

const OPTIONS: CertificateOptions = {
  name: "store",
  secretName: "store-tls",
  issuer: { name: "site-authority", kind: "Issuer" },
  dnsNames: ["store.outpost.example"],
};

describe("the site's authority", () => {
  test("is signed by itself, keeps its key, and issues under its name", () => {
    const { issuer, caSecret, node } = authority();
    expect(issuer).toMatchObject({ name: "site-authority", kind: "Issuer", ca: caSecret });
    expect(caSecret.secretName).toBe("site-authority-ca");
    const [parts] = node.findAll().filter(CustomResources.isCustomResources);
    expect(parts!.manifests.map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual([
      "Issuer site-authority-bootstrap",
      "Certificate site-authority",
      "Issuer site-authority",
    ]);
    expect(parts!.manifests[1]!.spec).toMatchObject({
      isCA: true,
      secretName: "site-authority-ca",
      privateKey: { rotationPolicy: "Never" },
      issuerRef: { name: "site-authority-bootstrap" },
    });
    expect(parts!.manifests[2]!.spec).toEqual({ ca: { secretName: "site-authority-ca" } });
  });

  test("can have another name", () => {
    expect(authority("edge").issuer.name).toBe("edge");
    expect(authority("edge").caSecret.secretName).toBe("edge-ca");
  });
});

describe("a certificate", () => {
  test("changes its key at each renewal and names no authority of its own", () => {
    expect(certificateManifest(OPTIONS).spec).toMatchObject({
      privateKey: { rotationPolicy: "Always" },
      usages: ["digital signature", "server auth"],
    });
    expect(certificateManifest(OPTIONS).spec).not.toHaveProperty("isCA");
    expect(certificateManifest(OPTIONS).spec).not.toHaveProperty("commonName");
    expect(certificateManifest({ ...OPTIONS, ipAddresses: [] }).spec).not.toHaveProperty("ipAddresses");
  });

  test("can be for clients, and for addresses", () => {
    const manifest = certificateManifest({ ...OPTIONS, usages: ["client auth"], ipAddresses: ["192.0.2.1"] });
    expect(manifest.spec).toMatchObject({
      usages: ["digital signature", "client auth"],
      ipAddresses: ["192.0.2.1"],
    });
  });
});

describeWithReference("what the authority makes", () => {
  test("fits the definitions", () => {
    const manifests = authority()
      .node.findAll()
      .filter(CustomResources.isCustomResources)
      .flatMap((each) => each.manifests);
    expect([...manifests, certificateManifest(OPTIONS)].flatMap((each) => checkAgainstCrd(each))).toEqual([]);
  });
});
