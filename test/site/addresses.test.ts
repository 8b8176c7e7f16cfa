import { isInside, ownDomain } from "../../src/site/addresses";
import { resolveSite } from "../../src/site/resolve";
import { baseSpec } from "./rules/sites";

const { site } = resolveSite(baseSpec(), { directory: "/sites" });

test("the site's own domain is what stands behind the name of its servers", () => {
  expect(ownDomain(site)).toBe("outpost-kestrel.example");
});

test.each([
  ["weather.outpost-kestrel.example", true],
  ["https://weather.outpost-kestrel.example:8443/hook?of=sea", true],
  ["http://weather", true],
  ["http://weather.tools.svc.cluster.local:8080", true],
  ["http://172.20.0.9:8080", true],
  ["http://172.32.0.9:8080", false],
  ["https://outpost-kestrel.example.weather.example", false],
  ["https://not-outpost-kestrel.example", false],
  ["https://weather.example", false],
])("%s is inside: %p", (address, inside) => {
  expect(isInside(site, address)).toBe(inside);
});
