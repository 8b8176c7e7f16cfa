import { createSocket, type Socket } from "node:dgram";

const HEADER_BYTES = 12;
const A_RECORD = Buffer.from([0xc0, HEADER_BYTES, 0, 1, 0, 1, 0, 0, 0, 1, 0, 4]);

/** A DNS server that answers every A question with the addresses it was last given, good for one second. */
export class NameServer {
  private addresses: readonly string[] = [];
  private isOpen = true;

  private constructor(
    private readonly socket: Socket,
    readonly port: number,
  ) {
    socket.on("message", (query, from) => {
      socket.send(this.answer(query), from.port, from.address);
    });
  }

  static async start(): Promise<NameServer> {
    const socket = createSocket("udp4");
    await new Promise<void>((resolve) => socket.bind(0, "127.0.0.1", resolve));
    return new NameServer(socket, socket.address().port);
  }

  answerWith(addresses: readonly string[]): void {
    this.addresses = addresses;
  }

  /** Harmless when it has stopped already. */
  stop(): void {
    if (this.isOpen) this.socket.close();
    this.isOpen = false;
  }

  private answer(query: Buffer): Buffer {
    const endOfName = query.indexOf(0, HEADER_BYTES);
    const question = query.subarray(HEADER_BYTES, endOfName + 5);
    const header = Buffer.from(query.subarray(0, HEADER_BYTES));
    header.writeUInt16BE(0x8580, 2);
    header.writeUInt16BE(this.addresses.length, 6);
    header.writeUInt32BE(0, 8);
    const records = this.addresses.map((address) =>
      Buffer.concat([A_RECORD, Buffer.from(address.split(".").map(Number))]),
    );
    return Buffer.concat([header, question, ...records]);
  }
}
