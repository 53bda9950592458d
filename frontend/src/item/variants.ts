import { css, html, nothing } from "lit";
import type { Item } from "../api/types";
import { itemPath } from "../navigation/route";
import { strings } from "../strings";

/** A variant as a way to its own page. */
export interface Variant {
  readonly id: string;
  readonly name: string;
  readonly current: boolean;
  readonly gone: boolean;
}

/** The variants of an item by what tells them apart: size, else colour, else title. */
export function variantsOf(item: Item, variants: readonly Item[]): Variant[] {
  const colours = new Set(variants.map(({ colour }) => colour)).size > 1;
  return variants.map((one) => ({
    id: one.id,
    name: [colours ? one.colour : null, one.size].filter((part) => part !== null).join(", ") || one.title,
    current: one.id === item.id,
    gone: one.availability === "out_of_stock",
  }));
}

export function variantList(item: Item, variants: readonly Item[]) {
  if (variants.length < 2) return nothing;
  return html`<h2>${strings.item.variants}</h2>
    <ul class="variants">
      ${variantsOf(item, variants).map(
        ({ id, name, current, gone }) =>
          html`<li>
            <a class=${gone ? "tag gone" : "tag"} href=${itemPath(id)} aria-current=${current ? "true" : nothing}
              >${name}${gone ? html`<span class="unseen">, ${strings.listing.availability.out_of_stock}</span>` : nothing}</a
            >
          </li>`,
      )}
    </ul>`;
}

export const variantStyles = css`
  .variants {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
    padding: 0;
    list-style: none;
  }

  .variants [aria-current] {
    border-color: var(--ink);
    box-shadow: inset 0 0 0 1px var(--ink);
  }

  .variants .gone {
    color: var(--quiet);
    text-decoration: line-through;
  }
`;
