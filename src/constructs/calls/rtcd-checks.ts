import { isIPv4 } from "node:net";
import { problem, type Occurrence, type ProblemKind } from "../../errors/catalogue";
import type { Problem } from "../../errors/problem";
import type { MediaExposure } from "./exposure";
import { LOG_LEVELS, NACK_BUFFERS, type RtcdSettings } from "./rtcd-environment";
import { MEDIA_PROBLEMS } from "./rtcd-problems";

const MEDIA_PORTS = { min: 80, max: 49_151 } as const;
const NODE_PORTS = { min: 30_000, max: 32_767 } as const;

type Found = readonly [ProblemKind, Omit<Occurrence, "path">];

/** What a router would refuse, or would tell devices wrongly. */
export function rtcdProblems(
  path: string,
  routers: number,
  settings: RtcdSettings,
  hasTurn: boolean,
): readonly Problem[] {
  return [
    ...values(routers, settings),
    ...ports(settings),
    ...waysIn(routers, settings.exposure),
    ...addresses(settings.exposure),
    ...turn(settings.exposure, hasTurn),
  ].map(([kind, occurrence]) => problem(kind, { path, ...occurrence }));
}

function values(routers: number, settings: RtcdSettings): readonly Found[] {
  const { logLevel, nackBuffer, udpSockets } = settings;
  const checks: readonly (readonly [string, unknown, boolean, string])[] = [
    ["routers", routers, isWhole(routers) && routers > 0, "a whole number from 1"],
    ["udpSockets", udpSockets, isWhole(udpSockets) && udpSockets > 0, "a whole number from 1"],
    ["nackBuffer", nackBuffer, NACK_BUFFERS.includes(nackBuffer), `one of ${NACK_BUFFERS.join(", ")}`],
    ["logLevel", logLevel, LOG_LEVELS.includes(logLevel), `one of ${LOG_LEVELS.join(", ")}`],
  ];
  return checks
    .filter(([, , right]) => !right)
    .map(([name, seen, , expected]) => [
      MEDIA_PROBLEMS.routerValue,
      { message: `${name} is ${JSON.stringify(seen)}`, expected },
    ]);
}

function ports({ apiPort, exposure, mediaPort }: RtcdSettings): readonly Found[] {
  const found: Found[] = [];
  if (!within(mediaPort, MEDIA_PORTS) || mediaPort === apiPort) {
    found.push(portProblem("mediaPort", mediaPort, `${range(MEDIA_PORTS)}, but not ${String(apiPort)}`));
  }
  if (exposure.kind !== "node-port") return found;
  for (const port of exposure.ports) {
    if (!within(port, NODE_PORTS)) found.push(portProblem("a node port", port, range(NODE_PORTS)));
  }
  return found;
}

function waysIn(routers: number, exposure: MediaExposure): readonly Found[] {
  const ways =
    exposure.kind === "node-port"
      ? exposure.ports
      : exposure.kind === "load-balancer"
        ? exposure.addresses
        : undefined;
  if (!ways || (ways.length === routers && new Set<unknown>(ways).size === routers)) return [];
  const what = exposure.kind === "node-port" ? "ports" : "addresses";
  const message = `${String(routers)} routers have the ${what} ${ways.join(", ") || "(none)"}`;
  return [[MEDIA_PROBLEMS.perRouter, { message, expected: `${String(routers)} different ${what}` }]];
}

function addresses(exposure: MediaExposure): readonly Found[] {
  const told =
    exposure.kind === "load-balancer"
      ? exposure.addresses
      : exposure.kind === "host-network"
        ? Object.entries(exposure.publicAddresses ?? {}).flat()
        : [];
  return told
    .filter((address) => !isIPv4(address))
    .map((address) => [
      MEDIA_PROBLEMS.mediaAddress,
      { message: `an address is "${address}"`, expected: "an IPv4 address" },
    ]);
}

function turn(exposure: MediaExposure, hasTurn: boolean): readonly Found[] {
  if (exposure.kind !== "turn-only" || hasTurn) return [];
  return [[MEDIA_PROBLEMS.turnMissing, { message: "turn is missing", expected: "a TURN server" }]];
}

function portProblem(name: string, port: number, expected: string): Found {
  return [MEDIA_PROBLEMS.mediaPort, { message: `${name} is ${String(port)}`, expected }];
}

function within(port: number, { min, max }: { readonly min: number; readonly max: number }): boolean {
  return isWhole(port) && port >= min && port <= max;
}

function range({ min, max }: { readonly min: number; readonly max: number }): string {
  return `${String(min)} to ${String(max)}`;
}

function isWhole(value: number): boolean {
  return Number.isInteger(value);
}
