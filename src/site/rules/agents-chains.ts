import type { SiteAgentEndpoint } from "../site-agents";
import { AGENTS_PLUGIN } from "./agents-read";
import { rules, type Finding } from "./rule";

/** Rules on whom is asked when a model fails. */
export const AGENTS_CHAIN_RULES = rules({
  code: "HF2767",
  severity: "error",
  title: "A chain of fallbacks can't work.",
  fix: "end every chain, and put at most one endpoint of kind azure-openai into each",
  reference: `${AGENTS_PLUGIN}: it follows the names, and tells services of Azure apart by their kind alone`,
  find: ({ agents }) => (agents?.endpoints ?? []).flatMap((_, index, all) => chainFinding(all, index)),
});

function chainFinding(endpoints: readonly SiteAgentEndpoint[], index: number): readonly Finding[] {
  const chain = chainFrom(endpoints, index);
  const next = chain.at(-1)?.fallback;
  const circle = chain.some(({ name }) => name === next);
  const azure = chain.filter(({ kind }) => kind === "azure-openai").length;
  if (!circle && azure < 2) return [];
  const names = [...chain.map(({ name }) => name), ...(circle ? [next] : [])].join(", ");
  return [
    {
      path: `agents.endpoints.${index}.fallback`,
      message: `the chain is ${names}${circle ? "" : `, ${azure} of them of kind azure-openai`}`,
      expected: circle ? "an end" : "one of kind azure-openai at most",
    },
  ];
}

/** Whom an endpoint leads to, each once. */
function chainFrom(endpoints: readonly SiteAgentEndpoint[], index: number): readonly SiteAgentEndpoint[] {
  const chain: SiteAgentEndpoint[] = [];
  let next = endpoints[index];
  while (next !== undefined && !chain.includes(next)) {
    chain.push(next);
    const { fallback } = next;
    next = fallback === undefined ? undefined : endpoints.find(({ name }) => name === fallback);
  }
  return chain;
}
