import { loadSite } from "../../../src/site/load";
import { maskLine } from "../../../src/site/load/secrets";
import { memoryFiles, VALID } from "./memory-files";

const HIDDEN = "hunter2-not-to-be-seen";

const CASES: readonly (readonly [string, string, number])[] = [
  ["a setting", `  settings: {EmailSettings: {SMTPPassword: ${HIDDEN}}}\n`, 11],
  ["an unknown key", `  adminPassword: ${HIDDEN}\n`, 11],
  ["a label", `labels:\n  api-token: ${HIDDEN}\n`, 12],
  ["a list under a key", `labels:\n  api_keys: [${HIDDEN}]\n`, 12],
  ["an address", `  upgradingFrom: postgres://user:${HIDDEN}@db.example/x\n`, 11],
  ["a connection string", `  settings: {SqlSettings: {DataSource: "host=x password=${HIDDEN}"}}\n`, 11],
  ["a PEM block", `  version: |\n    -----BEGIN RSA PRIVATE KEY-----\n    ${HIDDEN}\n`, 11],
  ["a cloud key", `displayName: AKIAABCDEFGHIJKLMNOP # ${HIDDEN}\n`, 11],
];

describe("secrets in the file", () => {
  test.each(CASES)("%s is reported without its value", (_, text, line) => {
    const { problems } = loadSite("site.yaml", memoryFiles({ "site.yaml": VALID + text }));
    expect(problems.map((problem) => `${problem.code} ${problem.line}`)).toContain(`HF1030 ${line}`);
    expect(JSON.stringify(problems)).not.toMatch(/hunter2|AKIA/);
  });

  test.each([
    "secrets: {database: {secret: db-credentials}}\n",
    "proxy: {tls: {secret: tls-cert}}\n",
    "  licence: {secret: licence, key: license, tier: enterprise}\n",
    "  settings: {GoogleSettings: {TokenEndpoint: https://id.example/token}, SamlSettings: {PrivateKeyFile: saml.key}}\n",
    "  settings: {ServiceSettings: {EnableUserAccessTokens: true}}\n",
  ])("a name is no secret: %s", (text) => {
    expect(loadSite("site.yaml", memoryFiles({ "site.yaml": VALID + text })).problems).toEqual([]);
  });

  test("a shown line covers what might be a secret", () => {
    expect(maskLine("  adminPassword: hunter2")).toBe("  adminPassword: ********");
    expect(maskLine('{"user":"u","password":"hunter2"}')).toBe('{"user":"u","password":********');
    expect(maskLine('x: "postgres://u:hunter2@db"')).toBe("x: ********");
    expect(maskLine("    MIIEowIBAAKCAQEAy0Zc1abcdefghijklmnop")).toBe("    ********");
    expect(maskLine("  replicas: three # of them")).toBe("  replicas: three # of them");
  });
});
