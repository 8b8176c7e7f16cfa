import { createSocket } from "node:dgram";
import { connect, createServer, type Socket } from "node:net";
import { bundled } from "../../toolchain/paths";

/** Who is at home is told by the answer, so that no wrong listener counts. */
const ANSWER_LIMIT_MS = 1500;

/** Who listens, and where. */
export interface Listener {
  /** What every knock hears. */
  readonly name: string;
  readonly ip: string;
  readonly ports: readonly number[];
}

export interface Knock {
  /** One of the namespace's addresses. @default - the one that the way there has */
  readonly from?: string;
  readonly ip: string;
  readonly port: number;
  readonly protocol: "TCP" | "UDP";
}

/** What was heard behind each door, in their order: the listener's name, or null. */
export type Answers = readonly (string | null)[];

function listen(listeners: readonly Listener[]): void {
  let waiting = listeners.flatMap(({ ports }) => ports).length * 2;
  const ready = (): void => {
    if (--waiting === 0) process.stdout.write("listening\n");
  };
  for (const { name, ip, ports } of listeners) {
    for (const port of ports) {
      createServer((socket) => {
        socket.on("error", () => undefined);
        socket.end(name);
      }).listen(port, ip, ready);
      const udp = createSocket("udp4");
      udp.on("message", (_, { address, port: asker }) => {
        udp.send(name, asker, address);
      });
      udp.on("error", () => undefined);
      udp.bind(port, ip, ready);
    }
  }
}

async function knock(doors: readonly Knock[]): Promise<void> {
  const answers: Answers = await Promise.all(
    doors.map((door) => (door.protocol === "TCP" ? knockTcp(door) : knockUdp(door))),
  );
  process.stdout.write(JSON.stringify(answers), () => process.exit(0));
}

function knockTcp({ from, ip, port }: Knock): Promise<string | null> {
  return new Promise((resolve) => {
    const socket: Socket = connect({ host: ip, port, localAddress: from });
    const end = (answer: string | null): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.on("data", (data) => {
      end(data.toString());
    });
    socket.on("error", () => {
      end(null);
    });
    setTimeout(end, ANSWER_LIMIT_MS, null);
  });
}

function knockUdp({ from, ip, port }: Knock): Promise<string | null> {
  return new Promise((resolve) => {
    const socket = createSocket("udp4");
    socket.on("message", (data) => {
      resolve(data.toString());
    });
    // A send that the rules drop is an error here.
    socket.on("error", () => undefined);
    const send = (): void => {
      socket.send("knock", port, ip, () => undefined);
    };
    socket.bind({ port: 0, address: from }, send);
    // A datagram may be lost before the way is known.
    setTimeout(send, ANSWER_LIMIT_MS / 3);
    setTimeout(resolve, ANSWER_LIMIT_MS, null);
  });
}

// To be run in a network namespace: `listen <listeners>` or `knock <doors>`, each as JSON.
if (process.argv[1] === bundled("player")) {
  const [, , task, what = "[]"] = process.argv;
  if (task === "listen") listen(JSON.parse(what) as readonly Listener[]);
  else void knock(JSON.parse(what) as readonly Knock[]);
}
