/* eslint cdk/no-construct-in-interface: "off" -- the rule follows JSON, a type that contains itself, for ever */
import type { SecretKey } from "../../kubernetes/secret";
import type { IntegrationStep } from "./integration-steps";

/**
 * What somebody wants done at the servers' API once they are ready, again and again until it is so: running it twice
 * changes nothing the second time.
 */
export interface SetupContribution {
  /** Unique, e.g. `agents`. */
  readonly name: string;
  /** Done in this order. Ids are unique in the contribution. */
  readonly steps: readonly SetupStep[];
  /** Values that the steps take by {@link fromSecret}, by name. */
  readonly secrets?: Readonly<Record<string, SecretKey>>;
}

export type SetupStep = DocumentStep | CollectionStep | SamlCertificateStep | IntegrationStep;

/** JSON; a value of a Secret stands in it by reference. */
export type SetupValue =
  | string
  | number
  | boolean
  | null
  | readonly SetupValue[]
  | SecretReference
  | LookupReference
  | { readonly [key: string]: SetupValue };

/** A value that only the running program sees. */
export interface SecretReference {
  readonly $secret: string;
}

/** The value of a contribution's secret. */
export function fromSecret(name: string): SecretReference {
  return { $secret: name };
}

/** A field of an object that the servers know by another field, e.g. the id of what has a name. */
export interface LookupReference {
  readonly $lookup: {
    /** Read by GET when the step that has it begins: a list, an object with the list under `at`, or the object. */
    readonly list: string;
    readonly at?: string;
    /** Absent: the answer itself is the object. */
    readonly where?: { readonly key: string; readonly value: string };
    readonly field: string;
  };
}

/** A field of what is found at the servers; nothing found is an error of the step. */
export function lookedUp(lookup: LookupReference["$lookup"]): LookupReference {
  return { $lookup: lookup };
}

/** A request. The path begins with `/api/` or `/plugins/`. */
export interface SetupCall {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly path: string;
  readonly body?: SetupValue;
}

/**
 * One JSON document that is read, merged and, when that changed it, written whole. Objects are merged, everything else
 * is replaced. What the server masks (`****`) is sent back as it came unless the document has a secret of its own
 * there; that secret is written when it is new, and only then.
 */
export interface DocumentStep {
  readonly kind: "document";
  readonly id: string;
  /** Read by GET. */
  readonly read: string;
  readonly write: { readonly method: "POST" | "PUT" | "PATCH"; readonly path: string };
  readonly merge: Readonly<Record<string, SetupValue>>;
  /**
   * Lists that are merged item by item, by dotted path: items with the same value under `key` are one.
   * @default - lists are replaced
   */
  readonly lists?: Readonly<Record<string, ListMerge>>;
  /** Requests that follow when something at or below one of the paths was changed, even when the program dies between. */
  readonly whenChanged?: readonly { readonly paths: readonly string[]; readonly call: SetupCall }[];
}

export interface ListMerge {
  /** Field that tells items apart, e.g. `id`. */
  readonly key: string;
  /** What happens to items that nobody declared. @default "keep" */
  readonly others?: "keep" | "remove";
  /**
   * Field with an id that the server gives to new items. Where it doesn't, a second write gives one: 26 characters of
   * a-z and 0-9.
   */
  readonly id?: string;
}

/** The signing certificate of the SAML provider, PEM, which the servers keep in their database. */
export interface SamlCertificateStep {
  readonly kind: "saml-certificate";
  readonly id: string;
  readonly certificate: SecretReference;
}

/**
 * Objects of one kind: the missing ones are made, those that differ in what is declared are updated, others stay.
 */
export interface CollectionStep {
  readonly kind: "collection";
  readonly id: string;
  /** Read by GET: a list, or an object with the list under `at`. */
  readonly list: string;
  readonly at?: string;
  /** Field that tells objects apart, e.g. `name`. */
  readonly key: string;
  readonly items: readonly Readonly<Record<string, SetupValue>>[];
  /**
   * The item is the body. `also` names fields that only a new object is given, by the item's field whose value they
   * take, where the API calls a thing by another name when it makes it.
   */
  readonly create: {
    readonly method: "POST" | "PUT";
    readonly path: string;
    readonly also?: Readonly<Record<string, string>>;
  };
  /** The item, merged into what was listed, is the body. `{field}` in the path is taken from what was listed. */
  readonly update: { readonly method: "PUT" | "PATCH"; readonly path: string };
}
