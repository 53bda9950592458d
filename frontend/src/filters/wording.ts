import { fieldLabel } from "../format/label";
import { strings } from "../strings";
import { IN_STOCK, PATH, PRICE_MAX, PRICE_MIN } from "./selection";

/** What a field is called. */
export function labelOf(field: string): string {
  const known: Readonly<Partial<Record<string, string>>> = strings.filters.fields;
  return known[field] ?? fieldLabel(field);
}

/** A chosen value, as it stands alone. */
export function valueText(field: string, value: string): string {
  if (field === PATH) return value.replaceAll(" > ", " › ");
  if (field === PRICE_MIN) return strings.filters.priceFrom(value);
  if (field === PRICE_MAX) return strings.filters.priceTo(value);
  return field === IN_STOCK ? strings.filters.inStock : value;
}
