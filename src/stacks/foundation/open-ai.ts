import type { Construct } from "constructs";
import { OpenAiAccount } from "../../constructs/azure/open-ai-account";
import { OPEN_AI_KEY } from "../../site/site-azure-open-ai";
import type { FoundationParts } from "./foundation-parts";

/** Language models of Azure for the site's assistants; nothing when they ask elsewhere. */
export function openAiOf(
  scope: Construct,
  { azure, group, logs, network, site, vault }: FoundationParts,
): void {
  if (azure.openAi === undefined) return;
  const account = new OpenAiAccount(scope, "OpenAi", {
    ...azure.openAi,
    group,
    logs,
    network,
    vault,
    keyName: OPEN_AI_KEY.vaultName,
    disposable: site.disposable,
  });
  network.subnet("nodes").connections.allowTo(account, "questions of the assistants");
}
