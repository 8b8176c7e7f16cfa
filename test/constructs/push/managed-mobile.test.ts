import {
  managedMobileConfiguration,
  renderManagedAndroid,
  renderManagedIos,
} from "../../../src/constructs/push/managed-mobile";
import { problemCodes } from "../../support/synth";

const server = { name: "Outpost & <Base>", url: "https://chat.outpost.example" };

test("the mobile apps get texts", () => {
  expect(managedMobileConfiguration({ server })).toEqual({
    serverUrl: server.url,
    serverName: server.name,
    allowOtherServers: "false",
    inAppPinCode: "false",
    blurApplicationScreen: "true",
    jailbreakDetection: "true",
    copyAndPasteProtection: "false",
    useVPN: "false",
  });
  expect(managedMobileConfiguration({ server, deviceOwnerOnly: true, vendor: "Kestrel" })).toMatchObject({
    inAppPinCode: "true",
    vendor: "Kestrel",
  });
});

test("each device management gets them in its own language, iOS' own not on Android", () => {
  const ios = renderManagedIos({ server, vpn: true });
  expect(ios).toMatch(/<key>useVPN<\/key>\s*<string>true<\/string>/);
  expect(ios).toContain("<string>Outpost &amp; &lt;Base&gt;</string>");
  const android = JSON.parse(renderManagedAndroid({ server, vpn: true })) as Record<string, string>;
  expect(android).toMatchObject({ serverUrl: server.url, serverName: server.name });
  expect(android).not.toHaveProperty("useVPN");
});

test("a server that can't be written is refused", () => {
  const wrong = { ...server, url: "http://chat.outpost.example" };
  expect(problemCodes(() => renderManagedIos({ server: wrong }))).toEqual(["HF3644"]);
});
