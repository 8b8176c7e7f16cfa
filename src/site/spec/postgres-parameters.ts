import { z } from "zod";

/** PostgreSQL parameters as a person writes them. */
export const postgresParameters = z.record(
  z.string().regex(/^[a-z_.]+$/, "a PostgreSQL parameter name"),
  z.union([z.string(), z.number(), z.boolean()]),
);
