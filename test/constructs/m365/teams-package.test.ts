import { inflateSync } from "node:zlib";
import { unzipSync } from "fflate";
import { encodePng, pngSize } from "../../../src/constructs/m365/png";
import { colorIcon, outlineIcon } from "../../../src/constructs/m365/teams-icons";
import { renderTeamsManifest, TEAMS_ICONS } from "../../../src/constructs/m365/teams-manifest";
import { renderTeamsPackage, type TeamsPackageProps } from "../../../src/constructs/m365/teams-package";
import { problemCodes } from "../../support/synth";

const PROPS: TeamsPackageProps = {
  host: "chat.agency.example",
  clientId: "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee",
  teamsAppId: "bbbbbbbb-bbbb-4ccc-8ddd-eeeeeeeeeeee",
  pluginId: "com.mattermost.ms-embedded",
  appName: "Mattermost",
  appVersion: "1.0.0",
};

test("the package holds manifest and icons at its root, and is the same every time", () => {
  const bytes = renderTeamsPackage(PROPS);
  const files = unzipSync(bytes);
  expect(Object.keys(files).sort()).toEqual(["icon-color.png", "icon-outline.png", "manifest.json"]);
  expect(new TextDecoder().decode(files["manifest.json"])).toBe(renderTeamsManifest(PROPS));
  expect(Buffer.compare(renderTeamsPackage(PROPS), bytes)).toBe(0);
});

test("icons of your own replace ours, one by one", () => {
  const color = encodePng({ width: 192, height: 192, pixels: new Uint8Array(192 * 192 * 4).fill(7) });
  const files = unzipSync(renderTeamsPackage({ ...PROPS, icons: { color } }));
  expect(Buffer.compare(files[TEAMS_ICONS.color]!, color)).toBe(0);
  expect(Buffer.compare(files[TEAMS_ICONS.outline]!, outlineIcon())).toBe(0);
});

test("our icons have the sizes of the schema, one opaque, one white on nothing", () => {
  expect(pngSize(colorIcon())).toEqual({ width: 192, height: 192 });
  expect(pngSize(outlineIcon())).toEqual({ width: 32, height: 32 });
  expect(pixelsOf(colorIcon(), 192).every(([, , , alpha]) => alpha === 255)).toBe(true);
  const outline = pixelsOf(outlineIcon(), 32);
  expect(outline.every(([red, green, blue]) => red === 255 && green === 255 && blue === 255)).toBe(true);
  const visible = outline.filter(([, , , alpha]) => alpha! > 128).length;
  expect(visible).toBeGreaterThan(50);
  expect(visible).toBeLessThan(512);
});

test.each<[string, NonNullable<TeamsPackageProps["icons"]>]>([
  ["no PNG", { color: Uint8Array.of(1, 2, 3) }],
  ["nothing", { outline: new Uint8Array(0) }],
  ["a wrong size", { color: outlineIcon() }],
  ["the two exchanged", { outline: colorIcon() }],
])("an icon that is %s is refused", (_, icons) => {
  expect(problemCodes(() => renderTeamsPackage({ ...PROPS, icons }))).toEqual(["HF3611"]);
});

test("a view into a larger buffer is a picture too", () => {
  const shifted = new Uint8Array(outlineIcon().length + 5);
  shifted.set(outlineIcon(), 5);
  expect(pngSize(shifted.subarray(5))).toEqual({ width: 32, height: 32 });
});

/** Red, green, blue and alpha of every pixel; reads our own PNGs, whose rows have no filter. */
function pixelsOf(png: Uint8Array, side: number): readonly (readonly number[])[] {
  const start = 8 + 25;
  const length = new DataView(png.buffer, png.byteOffset).getUint32(start);
  const rows = inflateSync(png.subarray(start + 8, start + 8 + length));
  return Array.from({ length: side * side }, (_, index) => {
    const at = Math.floor(index / side) * (side * 4 + 1) + 1 + (index % side) * 4;
    return [...rows.subarray(at, at + 4)];
  });
}
