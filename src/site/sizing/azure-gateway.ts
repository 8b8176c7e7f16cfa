import type { Sized } from "./sized";

/** Connections that one unit holds open. Source: Application Gateway documentation, capacity units. */
const CONNECTIONS_PER_UNIT = 2500;
const FEWEST = 2;
const MOST = 125;

/** Units of the gateway: every person online keeps a WebSocket open, and half as much is kept for the busiest hour. */
export function sizeGateway(concurrentUsers: number): Sized<{
  readonly minimum: number;
  readonly maximum: number;
}> {
  const minimum = Math.min(MOST, Math.max(FEWEST, Math.ceil(concurrentUsers / CONNECTIONS_PER_UNIT)));
  const maximum = Math.min(MOST, Math.max(10, Math.ceil(minimum * 1.5)));
  return {
    value: { minimum, maximum },
    reason: `${concurrentUsers} WebSockets at ${CONNECTIONS_PER_UNIT} a unit, at least ${FEWEST}; a half more for busy hours, at least 10`,
    source: "Application Gateway documentation, scaling and capacity units",
  };
}
