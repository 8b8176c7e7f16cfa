import * as fc from "fast-check";
import { AZURE_CLOUDS } from "../../../src/catalog/azure-clouds";
import { maybe, quietly, sometimes, type Drawn } from "../../e2e/parts/generated-sites/arbitrary-values";
import { existing, OTHER_GROUP, SSH_KEY, type Ground } from "./ground";

const REASON = "people on leave have no other way in";

const allowFrom = sometimes(fc.constantFrom(["198.51.100.0/24"], ["198.51.100.0/25", "203.0.113.0/24"]));

const gateway = ({ cloud, name }: Ground) =>
  fc
    .tuple(
      fc.constantFrom({}, { exposure: "internal" }, { exposure: "internet", reason: REASON }),
      maybe({
        certificateId: fc.constant(
          `https://kv-${name}.${AZURE_CLOUDS[cloud].suffixes.keyVault}/secrets/chat`,
        ),
        allowFrom,
        capacity: quietly(fc.constant({ minimum: 0, maximum: 10 })),
        authority: quietly(fc.constant("authority.pem")),
      }),
    )
    .map(([exposure, rest]) => ({ ...rest, ...exposure }));

const media = maybe({
  addresses: fc.constant(
    ["203.0.113.10", "203.0.113.11"].map((address) => ({
      id: existing("Microsoft.Network/publicIPAddresses", `pip-voice-${address.split(".")[3]}`),
      address,
    })),
  ),
  reason: fc.constant(REASON),
  allowFrom,
});

const bastion = maybe({
  sku: quietly(fc.constantFrom("Basic", "Standard", "Premium")),
  reason: fc.constant(REASON),
  allowFrom,
});

/** Zones that answer for the site's hosts. */
const names = ({ hub, name }: Ground, hasGateway: boolean) =>
  fc
    .tuple(
      fc.constantFrom<Drawn>({}, { zone: `${name}.example`, reason: "the domain is kept for this site" }),
      maybe({
        to: quietly(hasGateway ? fc.constantFrom("gateway", "load-balancer") : fc.constant("load-balancer")),
        linkHub: sometimes(hub ? fc.boolean() : fc.constant(false)),
        networks: quietly(fc.constant([existing("Microsoft.Network/virtualNetworks", "vnet-offices")])),
      }),
    )
    .map(([zone, rest]) => ({ ...zone, ...rest }));

const operators = maybe({
  sshKey: fc.constant(SSH_KEY),
  vmSize: quietly(fc.constant("Standard_D4ds_v4")),
  imageVersion: quietly(fc.constant("24.04.202608120")),
  diskSize: quietly(fc.constant(128)),
  admins: quietly(fc.constant([OTHER_GROUP])),
  applies: sometimes(fc.boolean()),
  cloudInit: quietly(fc.constant("operators.yaml")),
  packages: quietly(fc.constant(["mirror.osprey.example"])),
});

/** The section `azure.access` of a site. */
export const arbitraryAccess = (ground: Ground): fc.Arbitrary<Drawn> =>
  sometimes(gateway(ground)).chain((drawnGateway) =>
    maybe({
      gateway: fc.constant(drawnGateway),
      media: ground.mediaOutside ? sometimes(media) : fc.constant(undefined),
      bastion: sometimes(bastion),
      names: sometimes(names(ground, drawnGateway !== undefined)),
      operators: ground.isolated && !ground.hub ? fc.constant(undefined) : sometimes(operators),
      ddosProtection: quietly(
        fc.constantFrom({}, { planId: existing("Microsoft.Network/ddosProtectionPlans", "ddos-shared") }),
      ),
    }),
  );
