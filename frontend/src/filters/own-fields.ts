import type { Facets } from "../api/types";
import { FIELDS, IN_STOCK, PATH, PRICE_MAX, PRICE_MIN, type Selection } from "./selection";

/** Counted of every shop, and offered in another way or not at all. */
const OTHERS = ["kind", "sub_category", "availability", PATH, IN_STOCK, PRICE_MIN, PRICE_MAX];
const STANDARD: ReadonlySet<string> = new Set([...FIELDS, ...OTHERS]);
const MOST = 6;

/** The fields of the shop's own that are offered: the first that the service counts, and those that are chosen. */
export function ownFields(facets: Facets, selection: Selection): string[] {
  const counted = Object.keys(facets).filter((field) => !STANDARD.has(field));
  const picked = Object.keys(selection).filter((field) => !STANDARD.has(field));
  return [...new Set([...counted.slice(0, MOST), ...picked])];
}
