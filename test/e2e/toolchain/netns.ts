import { randomBytes } from "node:crypto";
import { namespacePrefix } from "./leftovers";
import { run, spawn, type RunOptions, type RunResult, type Running, type SpawnOptions } from "./process";

/** A network of its own: loopback is up, nothing else is there until `join` connects another one. */
export class NetworkNamespace {
  static async create(): Promise<NetworkNamespace> {
    const namespace = new NetworkNamespace(namespacePrefix + randomBytes(3).toString("hex"));
    await run("ip", ["netns", "add", namespace.name]);
    await namespace.run("ip", ["link", "set", "lo", "up"]);
    return namespace;
  }

  private constructor(readonly name: string) {}

  /** A cable to another namespace; addresses with their prefix: `10.0.0.1/24`. */
  async join(other: NetworkNamespace, address: string, otherAddress: string): Promise<void> {
    const stem = `h${randomBytes(4).toString("hex")}`;
    const ends = [
      [this, `${stem}a`, address],
      [other, `${stem}b`, otherAddress],
    ] as const;
    await run("ip", ["link", "add", `${stem}a`, "type", "veth", "peer", "name", `${stem}b`]);
    for (const [namespace, end, inside] of ends) {
      await run("ip", ["link", "set", end, "netns", namespace.name]);
      await namespace.run("ip", ["address", "add", inside, "dev", end]);
      await namespace.run("ip", ["link", "set", end, "up"]);
    }
  }

  run(command: string, args: readonly string[], options: RunOptions = {}): Promise<RunResult> {
    return run("ip", ["netns", "exec", this.name, command, ...args], options);
  }

  spawn(name: string, command: string, args: readonly string[], options: SpawnOptions = {}): Running {
    return spawn(name, "ip", ["netns", "exec", this.name, command, ...args], options);
  }

  /** Its programs must have ended; its cables go with it. */
  async stop(): Promise<void> {
    await run("ip", ["netns", "delete", this.name]);
  }
}
