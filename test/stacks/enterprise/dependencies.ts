import { resourcesOf, textsOf, type Json } from "../../support/terraform-json";
import { addressOf } from "./azure-json";

const RESOURCE = /(?<![\w.-])([a-z]+_[a-z0-9_]+\.[A-Za-z0-9_-]+)/g;

/** What must be made before something is, by addresses. */
export class Dependencies {
  private readonly direct: ReadonlyMap<string, ReadonlySet<string>>;

  public constructor(stack: Json) {
    const resources = resourcesOf(stack);
    const there = new Set(resources.map(addressOf));
    this.direct = new Map(
      resources.map((each) => {
        const named = textsOf(each.body).flatMap(({ text }) => [...text.matchAll(RESOURCE)]);
        const found = named.map(([, address]) => address!).filter((address) => there.has(address));
        return [addressOf(each), new Set(found)];
      }),
    );
  }

  /** Everything that comes before, near and far. */
  public before(address: string): ReadonlySet<string> {
    const found = new Set<string>();
    const visit = (one: string): void => {
      for (const each of this.direct.get(one) ?? []) {
        if (found.has(each)) continue;
        found.add(each);
        visit(each);
      }
    };
    visit(address);
    return found;
  }

  /** Whatever names it. */
  public users(address: string): readonly string[] {
    return [...this.direct].filter(([, named]) => named.has(address)).map(([user]) => user);
  }
}
