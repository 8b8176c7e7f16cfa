import {
  Aspects,
  DefaultTokenResolver,
  StringConcat,
  TerraformResource,
  TerraformStack,
  Tokenization,
  type IAspect,
} from "cdktf";
import type { IConstruct } from "constructs";

/**
 * Gives `node.addDependency` a meaning: every resource below the dependent waits for every resource below the
 * dependency (`depends_on`). cdktf ignores construct dependencies by itself. Attach it to each stack; aspects on the
 * App never run.
 */
export function enforceDependencies(stack: TerraformStack): void {
  Aspects.of(stack).add(new DependencyAspect());
}

class DependencyAspect implements IAspect {
  private readonly resources = new Map<IConstruct, readonly TerraformResource[]>();

  public visit(construct: IConstruct): void {
    if (!TerraformResource.isTerraformResource(construct)) return;
    const stack = TerraformStack.of(construct);
    const waitsFor = new Set(writtenDependencies(construct));
    for (const scope of construct.node.scopes) {
      for (const dependency of scope.node.dependencies) {
        if (construct.node.scopes.includes(dependency)) continue;
        for (const resource of this.resourcesBelow(dependency)) {
          if (resource !== construct && TerraformStack.of(resource) === stack)
            waitsFor.add(address(resource));
        }
      }
    }
    if (waitsFor.size > 0) construct.dependsOn = [...waitsFor].sort();
  }

  private resourcesBelow(construct: IConstruct): readonly TerraformResource[] {
    const known = this.resources.get(construct);
    if (known) return known;
    const found = construct.node
      .findAll()
      .filter((each): each is TerraformResource => TerraformResource.isTerraformResource(each));
    this.resources.set(construct, found);
    return found;
  }
}

/** What the resource was told to wait for by itself. cdktf keeps tokens, whose text depends on how many came before. */
function writtenDependencies(resource: TerraformResource): readonly string[] {
  const resolver = new DefaultTokenResolver(new StringConcat());
  const options = { scope: resource, preparing: false, resolver };
  return Tokenization.resolve(resource.dependsOn ?? [], options) as readonly string[];
}

/** The address that `depends_on` takes: no interpolation. */
function address(resource: TerraformResource): string {
  return `${resource.terraformResourceType}.${resource.friendlyUniqueId}`;
}
