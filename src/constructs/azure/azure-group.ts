import { DataAzurermResourceGroup } from "@cdktf/provider-azurerm/lib/data-azurerm-resource-group";
import { ResourceGroup } from "@cdktf/provider-azurerm/lib/resource-group";
import { Construct, type IConstruct } from "constructs";
import type { AzureCloud } from "../../catalog/azure-clouds";
import { AzureNames } from "../../catalog/azure-names";

/** Where Azure resources of a site are made, and what they are called. */
export interface AzureGroupReference {
  readonly cloud: AzureCloud;
  /** Region by the name that the API uses, e.g. `swedencentral`. */
  readonly region: string;
  /** Directory that the subscription trusts. */
  readonly tenantId: string;
  readonly subscriptionId: string;
  /** Name of the resource group, as a reference that waits for it. */
  readonly resourceGroup: string;
  readonly names: AzureNames;
  readonly tags: Readonly<Record<string, string>>;
}

/** A resource group that a site's resources live in. */
export interface IAzureGroup extends IConstruct {
  readonly azure: AzureGroupReference;
}

export interface AzureGroupProps {
  /** Name of the site. */
  readonly site: string;
  readonly cloud: AzureCloud;
  readonly region: string;
  readonly tenantId: string;
  readonly subscriptionId: string;
  /** @default {} */
  readonly tags?: Readonly<Record<string, string>>;
  /**
   * Name of an existing group to build in.
   * @default - a new group, `rg-<site>`
   */
  readonly existing?: string;
}

/** The resource group of a site. */
export class AzureGroup extends Construct implements IAzureGroup {
  /** A group that another stack of the same site has made, by its name: nothing is read and nothing made. */
  public static fromName(scope: Construct, id: string, props: AzureGroupProps): IAzureGroup {
    const { names, tags } = namesAndTags(props);
    const { cloud, region, tenantId, subscriptionId } = props;
    const resourceGroup = props.existing ?? names.of("resourceGroup");
    const azure = { cloud, region, tenantId, subscriptionId, resourceGroup, names, tags };
    return new NamedGroup(scope, id, { azure });
  }

  public readonly azure: AzureGroupReference;

  public constructor(scope: Construct, id: string, props: AzureGroupProps) {
    super(scope, id);
    const { names, tags } = namesAndTags(props);
    const { cloud, region, tenantId, subscriptionId } = props;
    const group = props.existing
      ? new DataAzurermResourceGroup(this, "Existing", { name: props.existing })
      : new ResourceGroup(this, "Group", { name: names.of("resourceGroup"), location: region, tags });
    this.azure = { cloud, region, tenantId, subscriptionId, resourceGroup: group.name, names, tags };
  }
}

class NamedGroup extends Construct implements IAzureGroup {
  public readonly azure: AzureGroupReference;

  public constructor(scope: Construct, id: string, props: { readonly azure: AzureGroupReference }) {
    super(scope, id);
    this.azure = props.azure;
  }
}

function namesAndTags({ site, subscriptionId, tags }: AzureGroupProps) {
  return {
    names: new AzureNames({ site, subscriptionId }),
    tags: { ...tags, site, "managed-by": "holdfast" },
  };
}

/** Name, place and labels, as most Azure resources take them. */
export function placeOf({ azure }: IAzureGroup): {
  readonly location: string;
  readonly resourceGroupName: string;
  readonly tags: Record<string, string>;
} {
  return { location: azure.region, resourceGroupName: azure.resourceGroup, tags: { ...azure.tags } };
}
