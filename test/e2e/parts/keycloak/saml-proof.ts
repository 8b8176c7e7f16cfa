import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { MattermostSettings } from "../../../../src/catalog/mattermost-settings.generated";
import { cached, contents } from "../../toolchain/cache";
import { run } from "../../toolchain/process";

const SOURCE = join(__dirname, "saml-proof");
const VERSION = "0.8.0";

/** What a response says of a person. */
export interface SamlPerson {
  readonly nameId: string;
  readonly attributes: Readonly<Record<string, readonly string[]>>;
}

/** The SAML library of the Mattermost server, with rendered settings. */
export class SamlProof {
  /** @param certificate of the provider, PEM */
  static async open(
    folder: string,
    settings: NonNullable<MattermostSettings["SamlSettings"]>,
    certificate: string,
  ): Promise<SamlProof> {
    const files = [join(folder, "saml.json"), join(folder, "idp.crt")];
    writeFileSync(files[0]!, JSON.stringify(settings));
    writeFileSync(files[1]!, certificate);
    return new SamlProof(await program(), files);
  }

  private constructor(
    private readonly program: string,
    private readonly files: readonly string[],
  ) {}

  /** Where a person is sent to sign in. */
  async request(): Promise<string> {
    return (await run(this.program, ["request", ...this.files])).stdout.trim();
  }

  /** Verifies a response as the server does; throws when it would refuse it. */
  async check(response: string): Promise<SamlPerson> {
    const { stdout } = await run(this.program, ["check", ...this.files], { input: response });
    return JSON.parse(stdout) as SamlPerson;
  }
}

async function program(): Promise<string> {
  const folder = await cached({
    name: "saml-proof",
    version: VERSION,
    inputs: ["go.mod", "go.sum", "main.go"].map((file) => contents(join(SOURCE, file))),
    build: async (target) => {
      const environment = { CGO_ENABLED: "0", GOFLAGS: "-mod=readonly -buildvcs=false" };
      await run("go", ["build", "-trimpath", "-o", `${target}/`, "."], {
        folder: SOURCE,
        environment,
        limit: 600,
      });
    },
  });
  return join(folder, "saml-proof");
}
