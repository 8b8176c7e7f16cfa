import { readFileSync } from "node:fs";
import { join } from "node:path";

/** A resource as `cdk.tf.json` has it. */
export interface AzureResource {
  readonly type: string;
  /** `azurerm_subnet.Network_nodes_Subnet_B12ACDFA`. */
  readonly address: string;
  readonly body: Readonly<Record<string, unknown>>;
}

type Section = Readonly<Record<string, Readonly<Record<string, AzureResource["body"]>>>>;

/** A synthesized stack, by its resources. */
export class AzureStack {
  readonly resources: readonly AzureResource[];
  readonly data: readonly AzureResource[];

  constructor(readonly folder: string) {
    const json = JSON.parse(readFileSync(join(folder, "cdk.tf.json"), "utf8")) as {
      readonly resource: Section;
      readonly data?: Section;
    };
    this.resources = listed(json.resource);
    this.data = listed(json.data ?? {});
  }

  of(type: string): readonly AzureResource[] {
    return this.resources.filter((each) => each.type === type);
  }

  /** The only resource of a type. */
  one(type: string): AzureResource {
    const [only, ...others] = this.of(type);
    if (only === undefined || others.length > 0) {
      throw new Error(`${this.folder} has ${this.of(type).length} of ${type}`);
    }
    return only;
  }
}

function listed(section: Section): readonly AzureResource[] {
  return Object.entries(section).flatMap(([type, bodies]) =>
    Object.entries(bodies).map(([key, body]) => ({ type, address: `${type}.${key}`, body })),
  );
}
