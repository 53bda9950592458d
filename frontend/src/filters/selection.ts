import type { Facets } from "../api/types";

/** The fields that can be filtered by, in the order in which they are offered. */
export const FIELDS = ["category", "colour", "size", "gender", "pattern", "usage", "season", "brand"] as const;
export type Field = (typeof FIELDS)[number];

/** The chosen values of each field. Values of one field are alternatives; different fields must all hold. */
export type Selection = Readonly<Record<Field, readonly string[]>>;

export const NOTHING: Selection = each(() => []);

export function toggled(selection: Selection, field: Field, value: string): Selection {
  const now = selection[field];
  const next = now.includes(value) ? now.filter((other) => other !== value) : [...now, value];
  return { ...selection, [field]: next };
}

export function isEmpty(selection: Selection): boolean {
  return FIELDS.every((field) => selection[field].length === 0);
}

/** All chosen values as (field, value) pairs. */
export function chosen(selection: Selection): [Field, string][] {
  return FIELDS.flatMap((field) => selection[field].map((value): [Field, string] => [field, value]));
}

/** The selection as the service's `where` conditions. */
export function conditions(selection: Selection): string[] {
  return chosen(selection).map(([field, value]) => `${field}=${value}`);
}

export function readSelection(params: URLSearchParams): Selection {
  return each((field) => [...new Set(params.getAll(field))].filter((value) => value !== ""));
}

export function writeSelection(selection: Selection, params: URLSearchParams): void {
  for (const [field, value] of chosen(selection)) params.append(field, value);
}

export interface Choice {
  readonly value: string;
  readonly count: number;
  readonly chosen: boolean;
}

/** What to offer for a field: the values that lead somewhere, and the chosen ones even if they do not, by name. */
export function choices(facets: Facets, selection: Selection, field: Field): Choice[] {
  const picked = new Set(selection[field]);
  const counts = new Map((facets[field] ?? []).map((facet) => [facet.value, facet.count]));
  for (const value of picked) if (!counts.has(value)) counts.set(value, 0);
  return [...counts]
    .filter(([value, count]) => count > 0 || picked.has(value))
    .map(([value, count]) => ({ value, count, chosen: picked.has(value) }))
    .sort((a, b) => a.value.localeCompare(b.value));
}

function each(values: (field: Field) => readonly string[]): Selection {
  return Object.fromEntries(FIELDS.map((field) => [field, values(field)])) as Selection;
}
