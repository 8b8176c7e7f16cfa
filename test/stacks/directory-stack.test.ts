import { unzipSync } from "fflate";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { NATIONAL_CLOUDS, type NationalCloud } from "../../src/catalog/national-clouds";
import { resolveSite } from "../../src/site/resolve";
import { siteSpec, type SiteSpec } from "../../src/site/spec";
import { synthSites } from "../../src/stacks/synth";
import { baseSpec } from "../site/rules/sites";
import { checkAgainstProviderSchema } from "../support/provider-schema";
import { referenceMissing } from "../support/reference";
import { resourcesOf, type Json } from "../support/terraform-json";

type Microsoft365 = NonNullable<SiteSpec["microsoft365"]>;

const withReference = referenceMissing === undefined ? test : test.skip;
const TENANT = "00000000-0000-4000-8000-00000000000a";
const CLIENT = "00000000-0000-4000-8000-0000000000c1";
const PLUGIN = "com.mattermost.plugin-msteams-devsecops";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "directory-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function synthesized(written: Partial<Microsoft365>): (stack: string) => string {
  const spec = siteSpec.parse({
    ...baseSpec(),
    connectivity: "connected",
    microsoft365: {
      tenantId: TENANT,
      cloud: "gcchigh",
      clientSecret: { secret: "entra", key: "teams", expires: "2028-03-31" },
      ...written,
    },
    plugins: [
      {
        id: PLUGIN,
        version: "0.8.0",
        image: "registry.outpost-kestrel.example/field/plugins:0.8.0",
        file: "/bundles/m365.tar.gz",
        sha256: "a".repeat(64),
      },
    ],
  });
  const out = join(folder, "out");
  synthSites([resolveSite(spec, { directory: folder }).site], out);
  return (stack) => readFileSync(join(out, "stacks", `outpost-kestrel-${stack}`, "cdk.tf.json"), "utf8");
}

const zip = (): string => join(folder, "out", "teams", "outpost-kestrel.zip");

function manifest(): Json {
  return JSON.parse(Buffer.from(unzipSync(readFileSync(zip()))["manifest.json"]!).toString()) as Json;
}

test.each(Object.keys(NATIONAL_CLOUDS) as NationalCloud[])(
  "application, plugin and package of one site agree: %s",
  (cloud) => {
    const stack = synthesized({ cloud, application: { clientId: CLIENT } });
    const directory = JSON.parse(stack("directory")) as Json;
    expect(directory.provider).toEqual({
      azuread: [{ environment: NATIONAL_CLOUDS[cloud].azureadEnvironment, tenant_id: TENANT }],
    });
    const [application] = resourcesOf(directory).filter(({ type }) => type === "azuread_application");
    expect(JSON.stringify(application)).toContain(CLIENT);
    const { id, validDomains, webApplicationInfo } = manifest();
    expect(validDomains).toEqual(["chat.outpost-kestrel.example"]);
    expect(webApplicationInfo).toEqual({
      id: CLIENT,
      resource: `api://chat.outpost-kestrel.example/${CLIENT}`,
    });
    const services = stack("services");
    for (const [name, value] of Object.entries({
      app_id: id,
      m365_client_id: CLIENT,
      national_cloud: cloud,
      m365_tenant_id: TENANT,
      m365_client_secret: "$(HOLDFAST_M365_CLIENT_SECRET)",
    })) {
      expect(services).toContain(String.raw`\"${name}\":\"${value as string}\"`);
    }
    expect(services).toContain(NATIONAL_CLOUDS[cloud].frameAncestors.join(" "));
  },
);

withReference("the directory's stack fits the provider and holds no secret and no cluster", () => {
  const directory = JSON.parse(synthesized({})("directory")) as Json;
  expect(checkAgainstProviderSchema(directory)).toEqual([]);
  expect(Object.keys(directory.resource as Json).filter((type) => !type.startsWith("azuread_"))).toEqual([]);
  expect(resourcesOf(directory).filter(({ type }) => type.endsWith("_password"))).toEqual([]);
});

test("before the application exists there is no view and no package, but the plugin's code", () => {
  const stack = synthesized({});
  const services = stack("services");
  expect(existsSync(zip())).toBe(false);
  expect(services).not.toContain("m365_client_id");
  expect(services).toContain(`/mattermost/prepackaged_plugins/${PLUGIN}-0.8.0.tar.gz`);
  expect(stack("directory")).toContain("teams_client_id");
});

test("an application that is there needs no stack", () => {
  const stack = synthesized({ application: { kind: "existing", clientId: CLIENT } });
  expect(() => stack("directory")).toThrow("ENOENT");
  expect(manifest().id).toMatch(/^[0-9a-f-]{36}$/);
});

test("an icon that is none leaves no output behind", () => {
  writeFileSync(join(folder, "icon.png"), "no picture");
  const wrong = (color: string) => () =>
    synthesized({ application: { clientId: CLIENT }, app: { icons: { color } } });
  expect(wrong("icon.png")).toThrow("microsoft365.app.icons.color");
  expect(wrong("absent.png")).toThrow("can't be read");
  expect(existsSync(join(folder, "out"))).toBe(false);
});

test("the site's own proxy forbids no frame", () => {
  const services = synthesized({ application: { clientId: CLIENT } })("services");
  expect(services).toContain("nginx.conf");
  expect(services).not.toMatch(/X-Frame-Options|frame-ancestors|Content-Security-Policy/i);
});
