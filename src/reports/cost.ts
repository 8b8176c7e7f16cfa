import type { IConstruct } from "constructs";
import {
  AZURE_CURRENCY,
  builtInPrices,
  HOURS_A_MONTH,
  type AzurePrice,
  type AzurePrices,
} from "../catalog/azure-prices";
import type { Site } from "../site/site";
import type { SiteAzure } from "../site/site-azure";
import { costUses, type CostUse } from "./cost-uses";
import type { Table } from "./table";

/** One meter of one part, in the currency of the estimate. */
export interface CostRow {
  readonly part: string;
  readonly meter: string;
  readonly quantity?: CostUse["quantity"];
  /** Price of one for a month; absent where no table has it. */
  readonly price?: number;
  /** Where and when the price held. */
  readonly seen?: string;
  /** A month, at rest and grown; absent where the price or the use isn't known. */
  readonly month?: { readonly rest: number; readonly most: number };
}

/** What a site costs a month in Azure, as far as it can be told before it runs. */
export interface CostEstimate {
  readonly currency: string;
  readonly rows: readonly CostRow[];
  readonly total: { readonly rest: number; readonly most: number };
  /** Meters that nobody gave a price for; the total is too low by them. */
  readonly unpriced: readonly string[];
  /** What use alone decides; the total leaves it out. */
  readonly byUse: readonly string[];
  /** Meters that the site gave a price for and nothing of it uses; a wrong name, perhaps. */
  readonly unused: readonly string[];
}

/** What no line stands for, whatever the prices are. */
const LEFT_OUT =
  "Left out: data that leaves a region or a zone, data through firewall, gateway and endpoints, log volume, backups " +
  "beyond what is free, snapshots, support plans, taxes, discounts and reservations, GPUs' licences, Mattermost's " +
  "licence, Microsoft 365, and people.";

/** Reads the bill off the built tree: what a construct adds tomorrow has a row, priced or not. */
export function costEstimate(scope: IConstruct, { azure }: Pick<Site, "azure">): CostEstimate {
  if (azure === undefined) return { currency: AZURE_CURRENCY, rows: [], ...closing([]), unused: [] };
  const { currency, prices } = pricesOf(azure);
  const rows = costUses(scope).map((use) => costRow(use, prices));
  const used = new Set(rows.map(({ meter }) => meter));
  const unused = Object.keys(azure.prices?.meters ?? {}).filter((meter) => !used.has(meter));
  return { currency, rows, ...closing(rows), unused };
}

/** The built-in prices with the site's own over them; in another currency the site's own alone. */
function pricesOf({ cloud, region, prices: own }: SiteAzure): { currency: string; prices: AzurePrices } {
  const builtIn = builtInPrices(cloud, region);
  if (own === undefined) return { currency: AZURE_CURRENCY, prices: builtIn };
  const seen = `${own.source}, ${own.date}`;
  const given = Object.entries(own.meters).map(([meter, { amount, per }]): readonly [string, AzurePrice] => [
    meter,
    { amount, per, seen },
  ]);
  const below = own.currency === AZURE_CURRENCY ? builtIn : new Map<string, AzurePrice>();
  return { currency: own.currency, prices: new Map([...below, ...given]) };
}

function costRow({ part, meter, quantity }: CostUse, prices: AzurePrices): CostRow {
  const found = prices.get(meter);
  if (found === undefined) return { part, meter, quantity };
  const price = found.per === "hour" ? found.amount * HOURS_A_MONTH : found.amount;
  const month = quantity && { rest: quantity.rest * price, most: quantity.most * price };
  return { part, meter, quantity, price, seen: found.seen, month };
}

function closing(rows: readonly CostRow[]): Pick<CostEstimate, "total" | "unpriced" | "byUse"> {
  const metersWhere = (holds: (row: CostRow) => boolean) => [
    ...new Set(rows.filter(holds).map(({ meter }) => meter)),
  ];
  return {
    total: {
      rest: sum(rows.map(({ month }) => month?.rest ?? 0)),
      most: sum(rows.map(({ month }) => month?.most ?? 0)),
    },
    unpriced: metersWhere(({ quantity, price }) => quantity !== undefined && price === undefined),
    byUse: metersWhere(({ quantity }) => quantity === undefined),
  };
}

export function costTable({ rows }: CostEstimate): Table {
  return {
    columns: [
      "part",
      "meter",
      "at rest",
      "at most",
      "one a month",
      "month at rest",
      "month at most",
      "price seen",
    ],
    rows: rows.map(({ part, meter, quantity, price, seen, month }) => [
      part,
      meter,
      quantity ? String(quantity.rest) : "by use",
      quantity ? String(quantity.most) : "by use",
      price === undefined ? "not known" : money(price),
      month ? money(month.rest) : "not known",
      month ? money(month.most) : "not known",
      seen ?? "",
    ]),
  };
}

/** What stands below the table: the sums, and what they lack. */
export function costNotes({
  currency,
  rows,
  total,
  unpriced,
  byUse,
  unused,
}: CostEstimate): readonly string[] {
  if (rows.length === 0) return ["Nothing of this site is billed by Azure."];
  return [
    `A month costs about ${money(total.rest)} ${currency} at rest and ${money(total.most)} ${currency} with everything grown.`,
    ...(unpriced.length > 0 ? [`Without a price, and not in the sums: ${unpriced.join(", ")}.`] : []),
    ...(byUse.length > 0 ? [`Billed by use, and not in the sums: ${byUse.join(", ")}.`] : []),
    ...(unused.length > 0 ? [`Priced in the site file, and used by nothing: ${unused.join(", ")}.`] : []),
    LEFT_OUT,
    "Prices of your own agreement go into `azure.prices` of the site file.",
  ];
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, each) => all + each, 0);
}

function money(amount: number): string {
  return amount.toFixed(2);
}
