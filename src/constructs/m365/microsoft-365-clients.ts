/**
 * Microsoft's own clients, which may ask for `access_as_user` without consent, in the order of the plugin's tool.
 * Source: cmd/azure-setup/types.go of the plugin at 7fcf637.
 */
export const MICROSOFT_365_CLIENTS = {
  TeamsWeb: "5e3ce6c0-2b1f-4285-8d4b-75ee78787346",
  TeamsDesktopAndMobile: "1fec8e78-bce4-4aaf-ab1b-5451cc387264",
  OutlookWeb: "bc59ab01-8403-45c6-8796-ac3ef710b3e3",
  OutlookDesktop: "d3590ed6-52b3-4102-aeff-aad2292ab01c",
  OutlookMobile: "27922004-5251-4030-b22d-91ecd9a37ea4",
  Microsoft365Web: "4765445b-32c6-49b0-83e6-1d93765276ca",
  Microsoft365Desktop: "0ec893e0-5785-4de6-99da-4ed124e5296c",
  Copilot: "ab3be6b7-f5df-413d-ac2d-abf1e3fd9c0b",
  Universal: "ea5a67f6-b6f3-4338-b240-c655ddc3cc8e",
} as const;
