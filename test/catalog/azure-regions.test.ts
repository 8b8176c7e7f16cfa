import { AZURE_CLOUDS, type AzureCloud } from "../../src/catalog/azure-clouds";
import { pairOf } from "../../src/catalog/azure-region-pairs";
import { AZURE_REGIONS } from "../../src/catalog/azure-regions";

const clouds = Object.keys(AZURE_CLOUDS) as readonly AzureCloud[];

test.each(clouds)("%s: regions are named as the API names them", (cloud) => {
  for (const [name, { title }] of Object.entries(AZURE_REGIONS[cloud])) {
    expect(name).toBe(title.toLowerCase().replaceAll(" ", ""));
  }
  expect(AZURE_REGIONS[cloud]).toHaveProperty(AZURE_CLOUDS[cloud].exampleRegion);
});

test("in Azure Government only Virginia spreads over zones and backs up elsewhere", () => {
  const government = Object.entries(AZURE_REGIONS["azure-government"]);
  const able = government.filter(
    ([, { zones, postgres }]) => zones > 1 && postgres.zoneRedundancy === "open" && postgres.geoBackup,
  );
  expect(able.map(([name]) => name)).toEqual(["usgovvirginia"]);
  expect(government.every(([, { postgres }]) => postgres.newestGeneration === 4)).toBe(true);
});

test("no host name of Azure Government is one of the public cloud", () => {
  const text = JSON.stringify(AZURE_CLOUDS["azure-government"]);
  expect(text).not.toMatch(
    /\.azure\.com|core\.windows\.net|azurecr\.io|vault\.azure\.net|microsoftonline\.com/,
  );
});

test.each(clouds)(
  "%s: where backups are copied to is known for every region that copies them, and for no other",
  (cloud) => {
    for (const [name, { postgres }] of Object.entries(AZURE_REGIONS[cloud])) {
      expect([name, pairOf(cloud, name) !== undefined]).toEqual([name, postgres.geoBackup]);
    }
  },
);
