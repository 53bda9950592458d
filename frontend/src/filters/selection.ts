import type { Facets } from "../api/types";

/** The fields of every shop that can be filtered by, in the order in which they are offered. */
export const FIELDS = ["category", "colour", "size", "gender", "pattern", "usage", "season", "brand"] as const;
export type Field = (typeof FIELDS)[number];

/** Nodes of the shop's category tree, written as "Women > Dresses"; a node stands for all below it. */
export const PATH = "category_path";
/** Amounts of money as decimal numbers, one each at most. */
export const PRICE_MIN = "price_min";
export const PRICE_MAX = "price_max";
/** "true" or nothing. */
export const IN_STOCK = "in_stock";

const KNOWN: ReadonlySet<string> = new Set([...FIELDS, PATH, PRICE_MIN, PRICE_MAX, IN_STOCK]);
const OWN = "own.";
const AMOUNT = /^\d{1,9}(\.\d{1,4})?$/;

/**
 * What is chosen, by field: the fields above, and any that a shop has of its own. Values of one field are alternatives;
 * different fields must all hold. A field with nothing chosen is left out.
 */
export type Selection = Readonly<Record<string, readonly string[]>>;

export const NOTHING: Selection = {};

export function valuesOf(selection: Selection, field: string): readonly string[] {
  return selection[field] ?? [];
}

/** The selection with other values for a field. */
export function withValues(selection: Selection, field: string, values: readonly string[]): Selection {
  const others = Object.entries(selection).filter(([name]) => name !== field);
  return Object.fromEntries(values.length === 0 ? others : [...others, [field, values]]);
}

export function toggled(selection: Selection, field: string, value: string): Selection {
  const now = valuesOf(selection, field);
  const next = now.includes(value) ? now.filter((other) => other !== value) : [...now, value];
  return withValues(selection, field, next);
}

export function isEmpty(selection: Selection): boolean {
  return Object.keys(selection).length === 0;
}

/** All chosen values as (field, value) pairs, in the order in which they are offered, the shop's own fields last. */
export function chosen(selection: Selection): [string, string][] {
  const own = Object.keys(selection).filter((field) => !KNOWN.has(field));
  return [PATH, ...FIELDS, ...own.sort(), PRICE_MIN, PRICE_MAX, IN_STOCK].flatMap((field) =>
    valuesOf(selection, field).map((value): [string, string] => [field, value]),
  );
}

/** The selection as the service's `where` conditions. */
export function conditions(selection: Selection): string[] {
  const written: Readonly<Record<string, string>> = { [PRICE_MIN]: "price>=", [PRICE_MAX]: "price<=" };
  return chosen(selection).map(([field, value]) => `${written[field] ?? `${field}=`}${value}`);
}

export function readSelection(params: URLSearchParams): Selection {
  const names = [...new Set(params.keys())].filter((name) => KNOWN.has(name) || name.startsWith(OWN));
  const pairs = names.map((name): [string, string[]] => {
    const field = name.startsWith(OWN) ? name.slice(OWN.length) : name;
    return [field, [...new Set(params.getAll(name))].filter((value) => isPossible(field, value))];
  });
  return Object.fromEntries(pairs.filter(([field, values]) => field !== "" && values.length > 0));
}

export function writeSelection(selection: Selection, params: URLSearchParams): void {
  for (const [field, value] of chosen(selection)) params.append(KNOWN.has(field) ? field : OWN + field, value);
}

export interface Choice {
  readonly value: string;
  readonly count: number;
  readonly chosen: boolean;
}

/** What to offer for a field: the values that lead somewhere, and the chosen ones even if they do not, by name. */
export function choices(facets: Facets, selection: Selection, field: string): Choice[] {
  const picked = new Set(valuesOf(selection, field));
  const counts = new Map((facets[field] ?? []).map((facet) => [facet.value, facet.count]));
  for (const value of picked) if (!counts.has(value)) counts.set(value, 0);
  return [...counts]
    .filter(([value, count]) => count > 0 || picked.has(value))
    .map(([value, count]) => ({ value, count, chosen: picked.has(value) }))
    .sort((a, b) => a.value.localeCompare(b.value));
}

function isPossible(field: string, value: string): boolean {
  if (field === PRICE_MIN || field === PRICE_MAX) return AMOUNT.test(value);
  return field === IN_STOCK ? value === "true" : value !== "";
}
