import { TerraformProvider, TerraformResource, type TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";

/** Version of the provider; a mirror must have exactly this one. */
const AZAPI_VERSION = "2.12.0";

const SOURCE = "azure/azapi";
const GENERATOR = {
  providerName: "azapi",
  providerVersion: AZAPI_VERSION,
  providerVersionConstraint: AZAPI_VERSION,
};

export interface AzapiProviderProps {
  readonly environment: "public" | "usgovernment";
  readonly subscriptionId: string;
  readonly tenantId: string;
}

/** The provider that speaks to Azure's API itself, for what azurerm has no resource for. No bindings are generated. */
export class AzapiProvider extends TerraformProvider {
  private readonly props: AzapiProviderProps;

  public constructor(scope: Construct, id: string, props: AzapiProviderProps) {
    super(scope, id, {
      terraformResourceType: "azapi",
      terraformProviderSource: SOURCE,
      terraformGeneratorMetadata: GENERATOR,
    });
    this.props = props;
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    const { environment, subscriptionId, tenantId } = this.props;
    return { environment, subscription_id: subscriptionId, tenant_id: tenantId };
  }
}

export interface AzapiResourceProps extends TerraformMetaArguments {
  /** Type and version of the API, e.g. `Microsoft.KubernetesRuntime/loadBalancers@2024-03-01`. */
  readonly type: string;
  readonly name: string;
  /** Id of what it belongs to. */
  readonly parentId: string;
  /** As the API documents it. */
  readonly body: object;
  /** Time limits, e.g. `2h`. @default - the provider's, 30 minutes */
  readonly timeouts?: { readonly create: string; readonly update: string; readonly delete: string };
}

/** Any resource of Azure's API: `azapi_resource`. The provider checks the body against the API's schema. */
export class AzapiResource extends TerraformResource {
  public readonly resourceId: string;
  private readonly props: AzapiResourceProps;

  public constructor(scope: Construct, id: string, props: AzapiResourceProps) {
    super(scope, id, {
      ...props,
      terraformResourceType: "azapi_resource",
      terraformGeneratorMetadata: GENERATOR,
    });
    this.props = props;
    this.resourceId = this.getStringAttribute("id");
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    const { type, name, parentId, body, timeouts } = this.props;
    return { type, name, parent_id: parentId, body, ...(timeouts && { timeouts }) };
  }
}
