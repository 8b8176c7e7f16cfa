import { AzureadProvider } from "@cdktf/provider-azuread/lib/provider";
import type { TerraformStack } from "cdktf";
import { NATIONAL_CLOUDS, type NationalCloud } from "../../../src/catalog/national-clouds";
import { testStack } from "../../support/synth";

export const CLOUDS = Object.keys(NATIONAL_CLOUDS) as readonly NationalCloud[];
export const TENANT = "11111111-2222-4333-8444-555555555555";
export const SITE_URL = "https://chat.agency.example";
export const EXPIRES = "2027-03-31T00:00:00Z";

/** A stack that looks into one cloud. */
export function entraStack(cloud: NationalCloud = "commercial"): TerraformStack {
  const stack = testStack();
  new AzureadProvider(stack, "Azuread", {
    tenantId: TENANT,
    environment: NATIONAL_CLOUDS[cloud].azureadEnvironment,
  });
  return stack;
}
