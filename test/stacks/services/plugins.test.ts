import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { resolveSite } from "../../../src/site/resolve";
import { siteSpec } from "../../../src/site/spec";
import { buildApp } from "../../../src/stacks/build-app";
import { checkAgainstProviderSchema } from "../../support/provider-schema";
import { baseSpec } from "../../site/rules/sites";

const IMAGE = "registry.outpost-kestrel.example/field/plugins:1.0.0";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "plugins-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

test("a plugin of the site file is in the servers' pods, on, with its settings and its secret by reference", () => {
  const spec = siteSpec.parse({
    ...baseSpec(),
    plugins: [
      {
        id: "com.example.field",
        version: "1.0.0",
        image: IMAGE,
        file: "/bundles/field.tar.gz",
        sha256: "a".repeat(64),
        settings: { Depth: 3 },
        secretSettings: { ApiToken: { secret: "field-login", key: "token" } },
      },
    ],
  });
  buildApp([resolveSite(spec, { directory: "/sites" }).site], { writeTo: folder }).synth();
  const json = readFileSync(join(folder, "stacks", "outpost-kestrel-services", "cdk.tf.json"), "utf8");
  expect(checkAgainstProviderSchema(JSON.parse(json))).toEqual([]);
  for (const text of [
    IMAGE,
    "/mattermost/prepackaged_plugins/com.example.field-1.0.0.tar.gz.sig",
    String.raw`\"com.example.field\":{\"Enable\":true}`,
    String.raw`\"com.example.field\":{\"apitoken\":\"$(HOLDFAST_PLUGIN_COM_EXAMPLE_FIELD_APITOKEN)\",\"depth\":3}`,
    '"field-login"',
  ])
    expect(json).toContain(text);
});
