import { z } from "zod";
import { documented } from "./fields";

/** Who uses the site and how much; every size follows from here. */
export const peopleSpec = z.strictObject({
  users: documented(z.int().min(1).max(1_000_000), "Accounts at the start."),
  concurrentShare: documented(
    z.number().gt(0).max(1).optional(),
    "Share of the accounts that are online at the busiest time.",
    {
      default: 0.5,
    },
  ),
  postsPerUserPerDay: documented(
    z.number().min(0).max(10_000).optional(),
    "Messages that a user writes on a day.",
    {
      default: 20,
    },
  ),
  existingPosts: documented(z.int().min(0).optional(), "Posts that are brought along at the start.", {
    default: 0,
  }),
  fileMegabytesPerUserPerMonth: documented(
    z.number().min(0).max(1_000_000).optional(),
    "Megabytes of files that a user uploads in a month.",
    { default: 25 },
  ),
  growthPerYear: documented(
    z.number().min(0).max(10).optional(),
    "Growth of the number of accounts in a year; 0.2 is 20 %.",
    {
      default: 0.1,
    },
  ),
  planningYears: documented(z.number().gt(0).max(20).optional(), "Years that disks and sizes must last.", {
    default: 2,
  }),
});
