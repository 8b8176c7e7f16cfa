import { NATIONAL_CLOUDS } from "../../../src/catalog/national-clouds";
import { emailProblems, framingProblems } from "../../../src/constructs/m365/embedding-checks";
import { CLOUDS } from "../identity/entra-scene";

describe.each(CLOUDS)("headers of a proxy before a site in %s", (cloud) => {
  const complete = `default-src 'self'; frame-ancestors 'self' ${NATIONAL_CLOUDS[cloud].frameAncestors.join(" ")}`;

  test.each<[string, Record<string, string>, number]>([
    ["none", {}, 0],
    ["others", { "Strict-Transport-Security": "max-age=63072000" }, 0],
    ["X-Frame-Options", { "X-Frame-Options": "SAMEORIGIN" }, 1],
    ["in small letters", { "x-frame-options": "DENY" }, 1],
    ["a policy without ancestors", { "Content-Security-Policy": "default-src 'self'" }, 0],
    ["a policy for the site alone", { "Content-Security-Policy": "Frame-Ancestors 'self'" }, 1],
    ["the complete list", { "Content-Security-Policy": complete }, 0],
    ["one too few", { "Content-Security-Policy": complete.replace(/ \S+$/, "") }, 1],
  ])("%s", (_, headers, count) => {
    expect(framingProblems(headers, cloud, "proxy").map(({ code }) => code)).toEqual(
      Array<string>(count).fill("HF3608"),
    );
  });
});

test("people whose sign-in name is not their address are found, in any case of letters", () => {
  const people = [
    { userPrincipalName: "Ana.Ruiz@agency.example", mail: "ana.ruiz@agency.example" },
    { userPrincipalName: "b.okoro@agency.example", mail: "bola.okoro@agency.example" },
    { userPrincipalName: "c.lind@agency.example", mail: "" },
  ];
  expect(emailProblems(people).map(({ path }) => path)).toEqual([
    "b.okoro@agency.example",
    "c.lind@agency.example",
  ]);
});
