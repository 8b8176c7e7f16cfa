import type { AzureCloud } from "../../../src/catalog/azure-clouds";
import type { Site } from "../../../src/site/site";
import { secretLiterals } from "../../contract/secret-literals";
import { azureOpenings, unexplainedAddresses } from "../../support/azure-openings";
import { COPY, STATEFUL } from "../../support/azure-state";
import { checkAgainstProviderSchema } from "../../support/provider-schema";
import { referenceMissing } from "../../support/reference";
import { at, resourcesOf, textsOf } from "../../support/terraform-json";
import { addressFaults, roomFaults } from "./address-faults";
import { addressOf, danglingReferences, of } from "./azure-json";
import { NAME_LIMITS, NOT_OURS, UNIQUE_IN_THE_CLOUD } from "./azure-name-limits";
import { build, drawSites } from "./drawn-sites";
import { entranceFaults } from "./entrance-faults";
import { hostFaults } from "./host-faults";
import { keyFaults, keyOrderFaults } from "./key-faults";
import { operatorFaults } from "./operator-faults";
import { poolFaults } from "./pool-faults";
import { privateNameFaults } from "./private-names";
import { privateWayFaults } from "./private-ways";
import { ReadValues } from "./read-values";

const drawn = drawSites();
const values = new ReadValues();
const built = build(drawn, (site) => values.copyOf(site));
const foundations = built.flatMap(({ site, stacks }) =>
  stacks.foundation && site.azure ? [{ site, azure: site.azure, stack: stacks.foundation }] : [],
);
const everyStack = built.flatMap(({ site, stacks }) =>
  Object.entries(stacks).map(([name, stack]) => ({ where: `${site.name}-${name}`, site, stack })),
);

/** What is wrong, each fault with the site that has it. */
function faults<T extends { readonly site: Site }>(
  all: readonly T[],
  find: (each: T) => readonly string[],
): readonly string[] {
  return all.flatMap((each) => find(each).map((fault) => `${each.site.name}: ${fault}`));
}

test("the same sites in another order are the same stacks", () => {
  const some = drawn.slice(0, 4);
  const again = build([...some].reverse());
  expect(again.toReversed()).toEqual(built.slice(0, 4));
});

test("every subnet is in the network, apart from the others, and as large as Azure takes", () => {
  expect(faults(foundations, ({ stack }) => addressFaults(stack))).toEqual([]);
});

test("there is room for all machines, endpoints, servers and units at their most", () => {
  expect(faults(foundations, ({ stack, azure }) => roomFaults(stack, azure.network.podRange))).toEqual([]);
});

test("every private name is in the zone that its cloud prescribes, and the network asks that zone", () => {
  expect(
    faults(foundations, ({ stack, azure }) => privateNameFaults(stack, azure.cloud, azure.region)),
  ).toEqual([]);
});

test("what is closed has one private way in, and databases stand where the site says", () => {
  expect(faults(foundations, ({ site, stack }) => privateWayFaults(site, stack))).toEqual([]);
});

test("disks and databases are on the keys that the site says, and wait until those can be read", () => {
  expect(faults(foundations, ({ site, azure, stack }) => keyFaults(site, azure, stack))).toEqual([]);
  expect(faults(everyStack, ({ stack }) => keyOrderFaults(stack))).toEqual([]);
});

test("every pool has the machines that the site says, and its cryptography", () => {
  expect(faults(foundations, ({ azure, stack }) => poolFaults(azure, stack))).toEqual([]);
});

test("each host is in one zone, leads where the site says, and is known where it should be", () => {
  expect(faults(foundations, ({ site, azure, stack }) => hostFaults(site, azure, stack))).toEqual([]);
});

test("machines get what people and devices dial, what other machines send, and nothing else", () => {
  expect(faults(foundations, ({ site, azure, stack }) => entranceFaults(site, azure, stack))).toEqual([]);
});

test("answers to offices behind a gateway go the way that they came", () => {
  const found = faults(
    foundations,
    ({
      azure: {
        network: { hub },
      },
      stack,
    }) => {
      const past = hub?.useGateway === true && hub.firewallAddress === undefined;
      return of(stack, "azurerm_route_table")
        .filter(({ body }) => body.bgp_route_propagation_enabled !== past)
        .map(addressOf);
    },
  );
  expect(found).toEqual([]);
});

test("operators have the machine that the site says, and it may do no more", () => {
  expect(faults(foundations, ({ azure, stack }) => operatorFaults(azure, stack))).toEqual([]);
});

test("nothing that a site says of Azure is passed over", () => {
  expect(values.unread()).toEqual([]);
});

test("nothing is reached from the internet unless the site says so with a reason", () => {
  const found = faults(built, ({ site, stacks }) => {
    const all = Object.values(stacks);
    return [...azureOpenings(all), ...unexplainedAddresses(site, all)];
  });
  expect(found).toEqual([]);
});

/** Types whose doings Azure can tell: whoever is let in, what is read, what passes. */
const TELLING =
  /^azurerm_(application_gateway|bastion_host|cognitive_account|container_registry|dashboard_grafana|firewall|key_vault|kubernetes_cluster|managed_redis|postgresql_flexible_server|public_ip|storage_account)$/;

test("everything that can tell what happens in it sends that to the logs", () => {
  const found = faults(everyStack, ({ stack }) => {
    const watched = of(stack, "azurerm_monitor_diagnostic_setting").map(({ body }) =>
      String(body.target_resource_id),
    );
    return resourcesOf(stack)
      .filter(({ type }) => TELLING.test(type))
      .map(addressOf)
      .filter((address) => !watched.some((target) => target.includes(`{${address}.`)));
  });
  expect(found).toEqual([]);
});

test("what can't be made again is guarded, unless the site is disposable", () => {
  const found = faults(everyStack, ({ site, stack }) =>
    resourcesOf(stack)
      .filter(({ type, id }) => STATEFUL.test(type) && !COPY.test(id))
      .filter(({ body }) => (at(body, "lifecycle").prevent_destroy ?? false) === site.disposable)
      .map(addressOf),
  );
  expect(found).toEqual([]);
});

describe("names", () => {
  const names = everyStack.flatMap(({ site, stack }) =>
    resourcesOf(stack)
      .filter(({ type, body }) => type.startsWith("azurerm_") && typeof body.name === "string")
      .filter(({ type, body }) => !NOT_OURS.includes(type) && !String(body.name).includes("${"))
      .map(({ type, body }) => ({ site, type, name: String(body.name) })),
  );

  test("every name has the length and the letters that Azure takes for its type", () => {
    const found = faults(names, ({ type, name }) =>
      NAME_LIMITS[type]?.test(name)
        ? []
        : [`${type} "${name}"${type in NAME_LIMITS ? "" : ": no limit is known"}`],
    );
    expect(found).toEqual([]);
  });

  test("no two sites claim one name of the cloud", () => {
    const claims = names
      .filter(({ type }) => UNIQUE_IN_THE_CLOUD.test(type))
      .map(({ type, name }) => `${type} ${name}`);
    expect(claims.filter((claim, index) => claims.indexOf(claim) !== index)).toEqual([]);
  });
});

test("every reference is to something of the same stack", () => {
  expect(faults(everyStack, ({ stack }) => danglingReferences(stack))).toEqual([]);
});

test("no secret is written out", () => {
  expect(faults(everyStack, ({ stack }) => secretLiterals(stack))).toEqual([]);
});

/** Ends of host names that belong to one cloud. */
const SUFFIXES: Readonly<Record<AzureCloud, RegExp>> = {
  azure:
    /\b(azure\.com|core\.windows\.net|vault(core)?\.azure\.net|azurecr\.io|microsoftonline\.com|graph\.microsoft\.com|redis\.azure\.net)\b/,
  "azure-government": /\b(usgovcloudapi\.net|azure\.us|azurecr\.us|microsoftonline\.us|microsoft\.us)\b/,
};

/** Names that are spelt alike in every cloud: a driver's, and a schema's. */
const COMMON = /\b(file\.csi\.azure\.com|disk\.csi\.azure\.com|schema\.management\.azure\.com)\b/g;

test("no host of another cloud is named", () => {
  const found = faults(everyStack, ({ where, site, stack }) => {
    const cloud = site.azure?.cloud ?? site.azureLocal?.cloud ?? "azure";
    const other = SUFFIXES[cloud === "azure" ? "azure-government" : "azure"];
    return textsOf(stack)
      .map(({ path, text }) => ({ path, text: text.replaceAll(COMMON, "") }))
      .filter(({ text }) => other.test(text))
      .map(({ path, text }) => `${where} ${path}: ${other.exec(text)?.[0] ?? ""}`);
  });
  expect(found).toEqual([]);
});

const withReference = referenceMissing === undefined ? test : test.skip;
withReference("every stack fits the schemas of its providers", () => {
  expect(faults(everyStack, ({ stack }) => checkAgainstProviderSchema(stack))).toEqual([]);
});
