import type { Item } from "../api/types";
import { attributeText, fieldLabel } from "../format/label";
import { strings } from "../strings";

export interface Detail {
  readonly label: string;
  readonly text: string;
}

/** Told in running text, apart from the others. */
const DESCRIPTION = "description";

/** What the shop says of an item in its own words; undefined where it says nothing. */
export function descriptionOf(item: Item): string | undefined {
  return attributeText(item.attributes[DESCRIPTION]);
}

/** All else that is known of an item, in the order in which it is told. */
export function detailsOf(item: Item): Detail[] {
  const known: [string, unknown][] = [
    [strings.item.category, item.category],
    [strings.item.colour, item.colour],
    [strings.item.brand, item.brand],
    [strings.item.gender, item.gender],
    ...Object.entries(item.attributes)
      .filter(([name]) => name !== DESCRIPTION)
      .map(([name, value]): [string, unknown] => [fieldLabel(name), value]),
  ];
  return known.flatMap(([label, value]) => {
    const text = attributeText(value);
    return text === undefined ? [] : [{ label, text }];
  });
}
