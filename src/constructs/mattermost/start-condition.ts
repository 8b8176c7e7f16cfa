import { IMAGES } from "../../catalog/images";
import type { ContainerProps } from "../kubernetes/pod";

/** Something that a server wants to find at its start. */
export interface StartCondition {
  /** Answers 200 when it is there. */
  readonly url: string;
  /** Who that is, e.g. `a media router`. */
  readonly what: string;
}

const SECONDS = 300;

// The addresses come by the environment: nothing of a site is ever part of a script.
const SCRIPT = [
  `timeout ${SECONDS} sh -c 'until wget -q -T 3 -O /dev/null "$READY_URL"; do sleep 5; done'`,
  `|| echo "no answer from $WAITS_FOR in ${SECONDS} seconds: the server starts without it"`,
].join(" ");

/**
 * A container that waits, before the server's own, in the image that the proxy has on the nodes already: the server's
 * has no shell. It never fails, so that people can write to each other while a lesser part is down.
 */
export function startConditionContainer({ url, what }: StartCondition, index: number): ContainerProps {
  return {
    name: `wait-${index + 1}`,
    image: IMAGES.nginx,
    command: ["/bin/sh", "-c", SCRIPT],
    env: { READY_URL: url, WAITS_FOR: what },
    resources: { cpu: "10m", memory: "32Mi" },
  };
}
