import { goTools } from "../../toolchain/go";

/** The newest release of dex has no module version that a proxy serves; this is its main line, five months later. */
export const DEX_VERSION = "v0.0.0-20260806151424-ab64ed778070";

const SERVE = "github.com/dexidp/dex:cmd/dex/serve.go";

/**
 * Folder with the program. Its gRPC interface, which is never switched on, needs a module that lies beside the program's
 * own in its repository and that no proxy serves, so it is left out.
 */
export function dexProgram(): Promise<string> {
  return goTools({
    module: "dex",
    version: DEX_VERSION,
    programs: { dex: "github.com/dexidp/dex/cmd/dex" },
    edits: [
      { file: SERVE, find: '\t"github.com/dexidp/dex/api/v2"\n', replace: "" },
      { file: SERVE, find: '\t"github.com/dexidp/dex/server/apiserver"\n', replace: "" },
      {
        file: SERVE,
        find: "\t\tapi.RegisterDexServer(grpcSrv, apiserver.NewAPI(serverConfig.Storage, logger, version, serv.Connectors(), serv.Discovery(), serv.Backchannel()))\n",
        replace: "",
      },
    ],
  });
}
