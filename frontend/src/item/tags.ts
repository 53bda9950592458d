import type { Item } from "../api/types";
import { FIELDS, type Field } from "../filters/selection";
import { formatRoute } from "../navigation/route";

/** One thing that is known of an item, as a way to everything else of that kind. */
export interface Tag {
  readonly field: Field;
  readonly value: string;
  readonly href: string;
  /** How sure we are, 0 to 1, where we saw it in the picture ourselves; undefined where somebody said so. */
  readonly seen: number | undefined;
}

/** What an item is, in the order of the filters. */
export function tagsOf(item: Item): Tag[] {
  return FIELDS.flatMap((field) => {
    const value = valueOf(item, field);
    if (value === undefined) return [];
    const label = item.labels[field];
    const seen = label?.origin === "predicted" ? (label.confidence ?? undefined) : undefined;
    return [
      { field, value, seen, href: formatRoute({ page: "home", selection: { [field]: [value] }, sort: "arrival" }) },
    ];
  });
}

function valueOf(item: Item, field: Field): string | undefined {
  const value = field in item ? item[field as keyof Item] : item.attributes[field];
  return typeof value === "string" && value !== "" ? value : undefined;
}
