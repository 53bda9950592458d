import type { Facets, Found } from "../api/types";
import { FIELDS, type Field, type Selection, valuesOf } from "../filters/selection";

/** One thing that the service sees in the photo. */
export interface Sight {
  readonly field: Field;
  readonly value: string;
  readonly confidence: number;
  /** Whether the results are narrowed to it. */
  readonly chosen: boolean;
  /** Whether the catalogue has anything of the kind. */
  readonly leads: boolean;
}

/** What is seen in a photo, in the order of the filters. */
export function sightsOf(seen: Found["seen"], facets: Facets, selection: Selection): Sight[] {
  return FIELDS.flatMap((field) => {
    const said = seen[field];
    if (said === undefined) return [];
    const chosen = valuesOf(selection, field).includes(said.value);
    const leads = chosen || (facets[field] ?? []).some(({ value, count }) => value === said.value && count > 0);
    return [{ field, ...said, chosen, leads }];
  });
}
