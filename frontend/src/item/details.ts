import type { Item } from "../api/types";
import { attributeText, fieldLabel } from "../format/label";
import { FIELDS } from "../filters/selection";
import { formatScore } from "../format/quantity";
import { strings } from "../strings";

export interface Detail {
  readonly label: string;
  readonly text: string;
}

const TAGS: ReadonlySet<string> = new Set(FIELDS);

/** All that is known of an item beyond its tags, in the order in which it is told. */
export function detailsOf(item: Item): Detail[] {
  return Object.entries(item.attributes)
    .filter(([name]) => !TAGS.has(name))
    .flatMap(([name, value]) => {
      const text = attributeText(value);
      const seen = item.labels[name]?.origin === "predicted" ? item.labels[name].confidence : null;
      const sure = seen === null ? "" : ` (${strings.item.seen(formatScore(seen))})`;
      return text === undefined ? [] : [{ label: fieldLabel(name), text: `${text}${sure}` }];
    });
}
