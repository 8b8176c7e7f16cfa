import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Check, Part } from "../part";
import * as setup from "./azure/database-setup";
import { Authority } from "./postgres/authority";
import { Server } from "./postgres/server";

const NOTE =
  "no Azure: PostgreSQL 18 with an administrator who may create roles and databases and is no superuser";

const check = (name: string, run: (server: Server) => Promise<void>): Check<Server> => ({
  name,
  level: "P4",
  note: NOTE,
  run: (_, server) => run(server),
});

/** The rendered script of the setup job in the real PostgreSQL 18. */
export const part: Part<Server> = {
  name: "azure-database",
  title: "Role and database of the application on a server of Azure",
  needs: ["debian"],
  seconds: 15,
  proves: ["AzurePostgres", "DatabaseSetup"],
  inOrder: true,
  async prepare(ctx) {
    const debian = await ctx.debian();
    const folder = join(ctx.tmp("server"), "files");
    mkdirSync(folder);
    const authority = await Authority.create(folder);
    await authority.issue("server", "postgres", "server");
    const server = ctx.ending(await Server.create(debian, folder));
    await server.initialize();
    await setup.allowVectors(server);
    await server.start(setup.PARAMETERS);
    await setup.createAdministrator(server);
    return server;
  },
  checks: [
    check("the script makes role, database and extension, and a second run changes nothing", (server) =>
      setup.runsTwice(server),
    ),
    check("the owner can work, others see nothing of it", (server) => setup.ownerAlone(server)),
    check("a new password replaces the old one", (server) => setup.passwordChanges(server)),
    check("no password stands in the server's log", (server) => setup.logIsClean(server)),
    check("a Secret that names another user is refused, in words", (server) => setup.otherUser(server)),
  ],
};
