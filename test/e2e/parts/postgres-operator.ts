import type { Check, Part } from "../part";
import { everySizeIsAccepted, Reconciled } from "./postgres/operator-checks";

interface State {
  readonly reconciled: Reconciled;
}

const check = (name: string, run: (reconciled: Reconciled) => Promise<void>): Check<State> => ({
  name,
  level: "P3",
  run: (_, { reconciled }) => run(reconciled),
});

/** The rendered custom resources before the real operator. */
export const part: Part<State> = {
  name: "postgres-operator",
  title: "PostgreSQL's custom resources before the real CloudNativePG operator",
  needs: ["cnpg-operator"],
  proves: ["PostgresCluster"],
  async prepare(ctx) {
    return { reconciled: await Reconciled.start(await ctx.kubernetes(), await ctx.cnpgOperator()) };
  },
  checks: [
    {
      name: "its webhook takes every size from 50 to 200,000 users",
      level: "P3",
      run: async (ctx) => everySizeIsAccepted(await ctx.kubernetes()),
    },
    check("the bootstrap job runs our statements, and our policy finds it", (it) => it.bootstrapJobIsOurs()),
    check("Secrets and Services have the names that clients are given", (it) => it.namesExist()),
    check("certificates name readers, pooler and search replicas; one authority signed them", (it) =>
      it.certificatesHold(),
    ),
    check("search replicas copy from the writer", (it) => it.searchReplicasCopy()),
    check("an instance is admitted under restricted and found by its selector", (it) =>
      it.instanceIsFoundByItsSelector(),
    ),
    check("the pooler is admitted under restricted and rolls out", (it) => it.poolerIsAdmitted()),
  ],
};
