import type { Item } from "../api/types";
import { attributeText, fieldLabel } from "../format/label";
import { strings } from "../strings";

export interface Detail {
  readonly label: string;
  readonly text: string;
}

/** All that is known of an item, in the order in which it is told. */
export function detailsOf(item: Item): Detail[] {
  const known: [string, unknown][] = [
    [strings.item.category, item.category],
    [strings.item.colour, item.colour],
    [strings.item.brand, item.brand],
    [strings.item.gender, item.gender],
    ...Object.entries(item.attributes).map(([name, value]): [string, unknown] => [fieldLabel(name), value]),
  ];
  return known.flatMap(([label, value]) => {
    const text = attributeText(value);
    return text === undefined ? [] : [{ label, text }];
  });
}
