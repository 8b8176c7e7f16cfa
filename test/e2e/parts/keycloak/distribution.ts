import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { cached } from "../../toolchain/cache";
import { run } from "../../toolchain/process";
import { Unavailable } from "../../toolchain/skip";

const VERSION = "26.7.3";
const ARTIFACT = `org.keycloak:keycloak-quarkus-dist:${VERSION}:zip`;

/** Little is collected in a heap that is large at once, and the simplest collector takes no processor beside. */
export const HEAP = { JAVA_OPTS_KC_HEAP: "-Xms600m -Xmx600m -XX:-UseG1GC -XX:+UseSerialGC" };

/** Half the processor time until it answers: most of the other half compiles what is then used a few times. */
export const QUICK_START = { JAVA_OPTS_APPEND: "-XX:TieredStopAtLevel=1" };

/** Keycloak's own distribution from Maven Central, built for its file database; a server runs from a copy of it. */
export async function distribution(): Promise<string> {
  for (const program of ["java", "mvn", "unzip"]) {
    await run("which", [program]).catch((cause: unknown) => {
      throw new Unavailable(`${program} isn't on the PATH`, { cause });
    });
  }
  const folder = await cached({
    name: "keycloak",
    version: VERSION,
    async build(folder) {
      const copy = `org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy`;
      const args = ["-q", "-B", copy, `-Dartifact=${ARTIFACT}`, `-DoutputDirectory=${folder}`];
      await run("mvn", args, { folder, limit: 900 }).catch((cause: unknown) => {
        throw new Unavailable(`Maven doesn't get ${ARTIFACT}`, { cause });
      });
      const archive = readdirSync(folder).find((name) => name.endsWith(".zip")) ?? "";
      await run("unzip", ["-q", archive], { folder });
      rmSync(join(folder, archive));
      const build = ["build", "--db=dev-file"];
      await run(join(folder, `keycloak-${VERSION}/bin/kc.sh`), build, { limit: 600, environment: HEAP });
    },
  });
  return join(folder, `keycloak-${VERSION}`);
}
