import {
  managedMobileConfiguration,
  renderManagedDesktopConfiguration,
  type ManagedServer,
} from "../../../src/constructs/push/managed-apps";
import { problemCodes } from "../../support/synth";

const SERVER: ManagedServer = { name: "Outpost (secure)", url: "https://chat.outpost.example" };

test("the desktop app finds its servers and can't add others", () => {
  expect(renderManagedDesktopConfiguration({ servers: [SERVER] }).split("\r\n")).toEqual([
    "Windows Registry Editor Version 5.00",
    "",
    "[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Mattermost]",
    '"EnableServerManagement"=dword:00000000',
    "",
    "[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Mattermost\\DefaultServerList]",
    '"Outpost (secure)"="https://chat.outpost.example"',
    "",
  ]);
  expect(renderManagedDesktopConfiguration({ servers: [SERVER], serverManagement: true })).toContain(
    "dword:00000001",
  );
});

test("the mobile apps get texts", () => {
  expect(managedMobileConfiguration({ server: SERVER })).toEqual({
    serverUrl: SERVER.url,
    serverName: SERVER.name,
    allowOtherServers: "false",
    jailbreakDetection: "true",
  });
});

test.each<[string, readonly ManagedServer[]]>([
  ["no server", []],
  ["http", [{ ...SERVER, url: "http://chat.outpost.example" }]],
  ["no URL", [{ ...SERVER, url: "chat.outpost.example" }]],
  ["a quote in a URL", [{ ...SERVER, url: 'https://chat.outpost.example/"=' }]],
  ["a quote in a name", [{ ...SERVER, name: 'Outpost"="x' }]],
  ["a backslash in a name", [{ ...SERVER, name: "Outpost\\" }]],
  ["a line break in a name", [{ ...SERVER, name: "Outpost\r\n[HKEY_CURRENT_USER]" }]],
  ["an empty name", [{ ...SERVER, name: " " }]],
  ["one name twice", [SERVER, { ...SERVER, url: "https://other.outpost.example" }]],
])("%s is refused", (_, servers) => {
  expect(problemCodes(() => renderManagedDesktopConfiguration({ servers }))).toEqual(["HF3644"]);
});
