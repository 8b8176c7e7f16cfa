import {
  renderManagedDesktopProfile,
  renderManagedDesktopRegistry,
} from "../../../src/constructs/push/managed-desktop";
import type { ManagedServer } from "../../../src/constructs/push/managed-server";
import { problemCodes } from "../../support/synth";

const SERVER: ManagedServer = { name: "Outpost (secure)", url: "https://chat.outpost.example" };
const OTHER: ManagedServer = { name: "Base & <Depot>", url: "https://chat.base.example" };

test("on Windows the app finds its servers, can't add others, and looks for updates", () => {
  expect(renderManagedDesktopRegistry({ servers: [SERVER] }).split("\r\n")).toEqual([
    "Windows Registry Editor Version 5.00",
    "",
    "[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Mattermost]",
    '"EnableServerManagement"=dword:00000000',
    '"EnableAutoUpdater"=dword:00000001',
    "",
    "[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Mattermost\\DefaultServerList]",
    '"Outpost (secure)"="https://chat.outpost.example"',
    "",
  ]);
  const open = renderManagedDesktopRegistry({
    servers: [SERVER],
    serverManagement: true,
    updateNotifications: false,
  });
  expect(open).toContain('"EnableServerManagement"=dword:00000001');
  expect(open).toContain('"EnableAutoUpdater"=dword:00000000');
});

test("on macOS the same stands in a profile, with names escaped and ids that stay", () => {
  const profile = renderManagedDesktopProfile({ servers: [SERVER, OTHER], updateNotifications: false });
  expect(profile).toMatch(/<key>EnableServerManagement<\/key>\s*<false\/>/);
  expect(profile).toMatch(/<key>EnableAutoUpdater<\/key>\s*<false\/>/);
  expect(profile).toContain("<string>Base &amp; &lt;Depot&gt;</string>");
  expect(profile).toContain("<string>Mattermost.Desktop</string>");
  const ids = (text: string) => text.match(/[0-9A-F]{8}-[0-9A-F-]{27}/g);
  expect(new Set(ids(profile)).size).toBe(2);
  expect(ids(renderManagedDesktopProfile({ servers: [SERVER] }))).toEqual(ids(profile));
  expect(ids(renderManagedDesktopProfile({ servers: [OTHER] }))).not.toEqual(ids(profile));
});

const REFUSED: readonly [string, readonly ManagedServer[]][] = [
  ["no server", []],
  ["http", [{ ...SERVER, url: "http://chat.outpost.example" }]],
  ["no URL", [{ ...SERVER, url: "chat.outpost.example" }]],
  ["a quote in a URL", [{ ...SERVER, url: 'https://chat.outpost.example/"=' }]],
  ["a quote in a name", [{ ...SERVER, name: 'Outpost"="x' }]],
  ["a backslash in a name", [{ ...SERVER, name: "Outpost\\" }]],
  ["a line break in a name", [{ ...SERVER, name: "Outpost\r\n[HKEY_CURRENT_USER]" }]],
  ["an empty name", [{ ...SERVER, name: " " }]],
  ["one name twice", [SERVER, { ...SERVER, url: "https://other.outpost.example" }]],
];

test.each(REFUSED)("%s is refused", (_, servers) => {
  expect(problemCodes(() => renderManagedDesktopRegistry({ servers }))).toEqual(["HF3644"]);
  expect(problemCodes(() => renderManagedDesktopProfile({ servers }))).toEqual(["HF3644"]);
});
