import * as fc from "fast-check";
import { always, endingValue, maybe, mostly, networks, sometimes, type Drawn } from "./arbitrary-values";

const desktop = maybe({
  minimumVersion: sometimes(always("5.13.0")),
  otherServers: sometimes(fc.boolean()),
  updateNotifications: sometimes(fc.boolean()),
  furtherServers: sometimes(always([{ name: "Headquarters", url: "https://chat.headquarters.example" }])),
});

const mobile = maybe({
  minimumIos: sometimes(always("2.30.0")),
  minimumAndroid: sometimes(always("2.30.0")),
  otherServers: sometimes(fc.boolean()),
  jailbreakDetection: sometimes(fc.boolean()),
  deviceOwnerOnly: sometimes(fc.boolean()),
  blurScreen: sometimes(fc.boolean()),
  copyPasteProtection: sometimes(fc.boolean()),
  vpn: sometimes(fc.boolean()),
  vendor: sometimes(always("The agency")),
});

const contents = sometimes(fc.constantFrom("id_loaded", "generic"));

const hosted = maybe({
  kind: always("hosted"),
  region: fc.constantFrom("us", "eu", "ap", "global"),
  contents,
  addresses: sometimes(networks),
});

const apple = maybe({
  keyId: always("ABCDE12345"),
  teamId: always("FGHIJ67890"),
  topic: always("example.agency.chat"),
  sandbox: sometimes(fc.boolean()),
  key: endingValue("apple-key"),
});

const own = maybe({
  kind: always("own"),
  apple: mostly(apple),
  android: always({ serviceAccount: { secret: "firebase-account" } }),
  contents,
  addresses: sometimes(networks),
}).chain((drawn) =>
  endingValue("firebase-account").map((serviceAccount) => ({ ...drawn, android: { serviceAccount } })),
);

/** Managed apps, and notifications by the vendor's proxy or the site's own. */
export const arbitraryApps = (offline: boolean): fc.Arbitrary<Drawn> =>
  maybe({
    serverName: sometimes(always("Agency chat")),
    desktop: mostly(desktop),
    mobile: mostly(mobile),
    push: offline ? always(undefined) : mostly(fc.oneof(hosted, own)),
  });
