import fc from "fast-check";
import { adfsPowerShell, type AdfsRelyingParty } from "../../../src/constructs/identity/adfs-power-shell";
import { problemCodes } from "../../support/synth";

const PARTIES: readonly AdfsRelyingParty[] = (["saml", "openid"] as const).map((protocol) => ({
  protocol,
  siteUrl: "https://chat.agency.example",
  identifier: "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee",
}));

/** What PowerShell would run: the script with every single-quoted literal taken out. */
function outsideLiterals(script: string): string {
  return script
    .split("\r\n")
    .filter((line) => !line.startsWith("#"))
    .join("\n")
    .replace(/'(?:[^']|'')*'/g, "<text>");
}

describe.each(PARTIES)("the script for $protocol", (party) => {
  test("signs, limits and sets up what Mattermost needs, and can be run again", () => {
    const script = adfsPowerShell({ ...party, groups: ["AGENCY\\Mattermost", "AGENCY\\Guests"] });
    expect(script).toContain("GroupParameter = @('AGENCY\\Mattermost', 'AGENCY\\Guests')");
    expect(script).not.toContain("Permit everyone");
    expect(script).not.toMatch(/\bRemove-/);
    expect(script.match(/^} else {\r$/gm)?.length).toBe(party.protocol === "saml" ? 1 : 2);
    if (party.protocol === "saml") expect(script).toContain("MessageAndAssertion");
  });

  test("is ASCII, and prints no secret", () => {
    const script = adfsPowerShell(party);
    expect(script).toMatch(/^[\t\r\n -~]*$/);
    expect(script).not.toMatch(/Write-(Host|Output)/);
  });

  test("a parameter block stands before every statement", () => {
    const statements = adfsPowerShell(party)
      .split("\r\n")
      .filter((line) => line !== "" && !line.startsWith("#"));
    const at = statements.findIndex((line) => line.startsWith("param("));
    expect(at).toBe(party.protocol === "openid" ? 0 : -1);
  });

  test("whatever a name or a group is, what runs stays the same", () => {
    const plain = outsideLiterals(adfsPowerShell({ ...party, displayName: "x", groups: ["x"] }));
    const text = fc.string({ minLength: 1, unit: "grapheme" });
    const hostile = fc.constantFrom("'; Remove-Item C:\\ -Recurse #", "$(calc)", "`n", "''", "'", "@'", '"@');
    fc.assert(
      fc.property(fc.oneof(text, hostile), fc.oneof(text, hostile), (displayName, group) => {
        const act = () => adfsPowerShell({ ...party, displayName, groups: [group] });
        const codes = new Set(problemCodes(act));
        if (codes.size > 0) expect([...codes]).toEqual(["HF3631"]);
        else expect(outsideLiterals(act())).toBe(plain);
      }),
    );
  });

  test.each(["", "  ", "a\nb", "a\r\nb", "\u2019; calc", "caf\u00e9", "\u0000"])("%j is refused", (text) => {
    expect(problemCodes(() => adfsPowerShell({ ...party, displayName: text }))).toEqual(["HF3631"]);
  });
});
