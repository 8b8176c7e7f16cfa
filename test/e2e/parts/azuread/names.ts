export const TENANT = "11111111-2222-4333-8444-555555555555";
/** Client id that the mocked directory chooses. */
export const CLIENT_ID = "33333333-4444-4555-8666-777777777777";
/** Certificate that it signs with. */
export const CERTIFICATE = "bW9jaw==";
