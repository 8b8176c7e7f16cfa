import { slapdFiles, type SlapdFilesOptions } from "../../../../src/constructs/identity/ldap/slapd-files";
import { SLAPD_PATHS } from "../../../../src/constructs/identity/ldap/slapd-paths";

const OPTIONS: SlapdFilesOptions = {
  baseDn: "dc=outpost,dc=example",
  servers: ["ldaps://a.example:1636", "ldaps://b.example:1636", "ldaps://c.example:1636"],
  port: 1636,
  uid: 1000,
  privateAuthority: true,
  maxSize: 1024,
  policy: { length: 15, failures: 10, lockout: 900, failureMemory: 900, history: 5 },
  paths: SLAPD_PATHS,
};

function file(name: string, options: Partial<SlapdFilesOptions> = {}): string {
  return slapdFiles({ ...OPTIONS, ...options })[name] ?? "";
}

test("each server has a number of its own and copies from all others but itself", () => {
  for (const [node, url] of OPTIONS.servers.entries()) {
    const config = file(`slapd-${String(node)}.conf`);
    expect(config).toContain(`\nserverID ${String(node + 1)}\n`);
    const providers = [...config.matchAll(/provider=(\S+)/g)].map(([, provider]) => provider);
    expect(providers).toEqual(OPTIONS.servers.filter((other) => other !== url));
    expect(config).toContain("\nmultiprovider on\n");
  }
});

test("one server alone copies from nobody", () => {
  const config = file("slapd-0.conf", { servers: ["ldaps://a.example:1636"] });
  expect(config).not.toMatch(/syncrepl|multiprovider|@REPLICATOR_PASSWORD@/);
});

test("every server begins with the same tree", () => {
  expect(file("people.ldif")).toBe(file("people.ldif"));
  const identifiers = [...file("people.ldif").matchAll(/entryUUID: (\S+)/g)].map(([, id]) => id);
  expect(new Set(identifiers).size).toBe(3);
});

test("nobody but servers and the owner comes near a password", () => {
  const [rule = ""] =
    /access to attrs=userPassword,pwdHistory\n(?: {2}by .*\n)+/.exec(file("slapd-0.conf")) ?? [];
  expect(rule.split("\n").slice(1, -1)).toEqual([
    '  by dn.exact="cn=replicator,cn=services" read',
    '  by dn.exact="cn=writer,cn=services" =w',
    "  by self =w",
    "  by anonymous auth",
    "  by * none",
  ]);
});

test("the authority is asked for only where there is one", () => {
  expect(file("slapd-0.conf")).toContain(`tls_cacert=${SLAPD_PATHS.authority}`);
  const files = Object.values(slapdFiles({ ...OPTIONS, privateAuthority: false }));
  expect(files.join("\n")).not.toContain(SLAPD_PATHS.authority);
});
