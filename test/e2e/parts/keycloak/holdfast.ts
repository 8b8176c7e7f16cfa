import type { Context } from "../../context";
import { bundled } from "../../toolchain/paths";
import { run, type Running, type RunResult } from "../../toolchain/process";
import { ADMIN, type KeycloakServer } from "./server";

const LIMIT_SECONDS = 240;

/** `holdfast users …` as a program of its own, the administrator's credential in its environment. */
export class Holdfast {
  constructor(
    private readonly ctx: Context,
    private readonly server: KeycloakServer,
  ) {}

  users(args: readonly string[], accept: readonly number[] = [0]): Promise<RunResult> {
    const { environment } = this;
    return run(process.execPath, this.command(args), { environment, limit: LIMIT_SECONDS, accept });
  }

  /** Under way, to be killed. */
  start(args: readonly string[]): Running {
    const { environment } = this;
    return this.ctx.spawn("holdfast users", process.execPath, this.command(args), { environment });
  }

  private readonly environment = {
    HOLDFAST_ADMIN_USERNAME: ADMIN.username,
    HOLDFAST_ADMIN_PASSWORD: ADMIN.password,
  };

  private command(args: readonly string[]): readonly string[] {
    const { realmUrl, certificate } = this.server;
    return [
      bundled("holdfast"),
      "users",
      ...args,
      "--realm-url",
      realmUrl,
      "--ca",
      certificate.certificateFile,
    ];
  }
}
