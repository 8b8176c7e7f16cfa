import assert from "node:assert/strict";
import type { Part } from "../part";
import { CERTIFICATES_NOTE } from "./examples/certificate-stand-in";
import { CHARTS_NOTE } from "./examples/stand-in-charts";
import { compare, isOpen, ownersOf, uselessConnections } from "./network-policies/comparison";
import { policiesWithoutOneRule } from "./network-policies/mutations";
import { wantedPortsPass } from "./network-policies/packets";
import { applySite, type StoredSite } from "./network-policies/stored-site";

/** No network plugin runs here: the stored policies are judged by an evaluator, then by nftables. */
export const part: Part<StoredSite> = {
  name: "network-policies",
  title: "NetworkPolicies as the API server stored them, against the connections",
  needs: ["terraform"],
  seconds: 50,
  proves: ["Connections", "Namespace"],
  prepare: applySite,
  checks: [
    {
      name: "every side with pods of ours has its policy, and there is no other",
      level: "P3",
      note: `${CHARTS_NOTE}; ${CERTIFICATES_NOTE}`,
      run: (_, site) => {
        const names = (of: readonly { readonly namespace: string; readonly name: string }[]) =>
          of.map(({ namespace, name }) => `${namespace}/${name}`).sort();
        const owned = ownersOf(site).map(({ pods, sideName }) => ({
          namespace: pods?.namespace ?? "",
          name: sideName,
        }));
        assert.deepEqual(names(site.policies.map(({ metadata }) => metadata)), names(owned));
        return Promise.resolve();
      },
    },
    {
      name: "every connection gets through between stored pods or outside addresses",
      level: "P3",
      run: (_, site) => {
        assert.deepEqual(uselessConnections(site), []);
        return Promise.resolve();
      },
    },
    {
      name: "what the policies allow and what is connected is the same, for every pair and port",
      level: "P3",
      note: "an evaluator written from the Kubernetes specification plays the network plugin",
      run: (_, site) => {
        const { open, closed, denied, loose } = compare(site);
        assert.deepEqual({ denied, loose }, { denied: [], loose: [] });
        assert.ok(open.length > 100 && closed > 1000, `${open.length} open, ${closed} closed`);
        return Promise.resolve();
      },
    },
    {
      name: "no rule of any policy can be left out",
      level: "P3",
      run: (_, site) => {
        const { open } = compare(site);
        const idle = policiesWithoutOneRule(site.policies).filter(({ policies }) =>
          open.every((door) => isOpen(site, policies, door)),
        );
        assert.deepEqual(
          idle.map(({ rule }) => rule),
          [],
        );
        return Promise.resolve();
      },
    },
    {
      name: "nftables with the stored policies lets the wanted ports through and blocks the rest",
      level: "P4",
      note: "a translator of the test plays the network plugin; each pod is a network namespace of the kernel",
      run: wantedPortsPass,
    },
  ],
};
