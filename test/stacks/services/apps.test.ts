import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { resolveSite } from "../../../src/site/resolve";
import { siteSpec, type SiteSpec } from "../../../src/site/spec";
import { buildApp } from "../../../src/stacks/build-app";
import { checkAgainstProviderSchema } from "../../support/provider-schema";
import { baseSpec } from "../../site/rules/sites";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "apps-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function services(apps: SiteSpec["apps"]): string {
  const spec = siteSpec.parse({ ...baseSpec(), connectivity: "connected", apps });
  buildApp([resolveSite(spec, { directory: "/sites" }).site], { writeTo: folder }).synth();
  const json = readFileSync(join(folder, "stacks", "outpost-kestrel-services", "cdk.tf.json"), "utf8");
  expect(checkAgainstProviderSchema(JSON.parse(json))).toEqual([]);
  return json;
}

test("without a word on apps nothing of them is sent", () => {
  const json = services(undefined);
  expect(json).not.toContain("MM_CLIENTREQUIREMENTS_IOSMINVERSION");
  expect(json).toMatch(/"MM_EMAILSETTINGS_SENDPUSHNOTIFICATIONS",\s*"value": "false"/);
});

test("the vendor's proxy of a region carries ids only, and old apps are refused", () => {
  const json = services({
    desktop: { minimumVersion: "6.0.0" },
    mobile: { minimumIos: "2.30.0" },
    push: { kind: "hosted", region: "eu" },
  });
  for (const text of ["https://eu.push.mattermost.com", "id_loaded", '"6.0.0"', '"2.30.0"']) {
    expect(json).toContain(text);
  }
});

test("a proxy of the site's own gets its keys from Secrets", () => {
  const json = services({
    push: {
      kind: "own",
      apple: {
        keyId: "ABCDEFGHIJ",
        teamId: "KLMNOPQRST",
        topic: "example.kestrel.chat",
        key: { secret: "push", key: "apple.p8" },
      },
      android: { serviceAccount: { secret: "push", key: "firebase" } },
    },
  });
  for (const text of ["http://push-proxy", "apple.p8", "firebase", "example.kestrel.chat"]) {
    expect(json).toContain(text);
  }
});
