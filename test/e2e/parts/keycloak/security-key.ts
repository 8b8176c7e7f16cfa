import { createHash, createSign, generateKeyPairSync, randomBytes, type KeyObject } from "node:crypto";

/** What a page says of the place that a key is for. */
export interface Ceremony {
  /** As the page has it. */
  readonly challenge: string;
  readonly relyingParty: string;
  readonly origin: string;
}

type Fields = Readonly<Record<string, string>>;

const USER_PRESENT = 0x01;
const USER_VERIFIED = 0x04;
const HAS_CREDENTIAL = 0x40;
const COORDINATE = Buffer.from([0x58, 32]);

const sha256 = (data: Buffer | string): Buffer => createHash("sha256").update(data).digest();
const text = (word: string): Buffer => Buffer.concat([Buffer.from([0x60 + word.length]), Buffer.from(word)]);

/** A security key in software (WebAuthn level 2, ES256, no attestation), with the browser's half of the work. */
export class SecurityKey {
  private readonly id = randomBytes(32);
  private readonly keys = generateKeyPairSync("ec", { namedCurve: "P-256" });
  private uses = 0;

  /** Fields of Keycloak's form of a new key. */
  register(ceremony: Ceremony): Fields {
    const client = clientData("webauthn.create", ceremony);
    const credential = Buffer.concat([
      Buffer.alloc(16),
      twoBytes(this.id.length),
      this.id,
      publicKey(this.keys.publicKey),
    ]);
    const data = Buffer.concat([this.head(ceremony, HAS_CREDENTIAL), credential]);
    const attestation = Buffer.concat([
      Buffer.from([0xa3]),
      ...[text("fmt"), text("none"), text("attStmt"), Buffer.from([0xa0]), text("authData")],
      Buffer.from([0x59]),
      twoBytes(data.length),
      data,
    ]);
    return {
      clientDataJSON: client.toString("base64url"),
      attestationObject: attestation.toString("base64url"),
      publicKeyCredentialId: this.id.toString("base64url"),
      authenticatorLabel: "key",
      transports: "usb",
      error: "",
    };
  }

  /**
   * Fields of Keycloak's form of a sign-in.
   *
   * @param userHandle whom a key says that it belongs to where nobody typed a name
   */
  signIn(ceremony: Ceremony, userHandle = ""): Fields {
    const client = clientData("webauthn.get", ceremony);
    const data = this.head(ceremony, 0);
    const signature = createSign("sha256").update(data).update(sha256(client)).sign(this.keys.privateKey);
    return {
      clientDataJSON: client.toString("base64url"),
      authenticatorData: data.toString("base64url"),
      signature: signature.toString("base64url"),
      credentialId: this.id.toString("base64url"),
      userHandle,
      error: "",
    };
  }

  /** Another key that claims to be this one. */
  forged(): SecurityKey {
    const other = new SecurityKey();
    this.id.copy(other.id);
    return other;
  }

  private head({ relyingParty }: Ceremony, more: number): Buffer {
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE((this.uses += 1));
    return Buffer.concat([sha256(relyingParty), Buffer.from([USER_PRESENT | USER_VERIFIED | more]), counter]);
  }
}

function clientData(type: string, { challenge, origin }: Ceremony): Buffer {
  return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
}

/** A COSE key: elliptic curve, ES256, P-256. */
function publicKey(key: KeyObject): Buffer {
  const { x = "", y = "" } = key.export({ format: "jwk" });
  const head = Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21]);
  const [first, second] = [x, y].map((each) => Buffer.from(each, "base64url"));
  return Buffer.concat([head, COORDINATE, first!, Buffer.from([0x22]), COORDINATE, second!]);
}

function twoBytes(number: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(number);
  return bytes;
}
