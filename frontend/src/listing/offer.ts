import { css, html, nothing } from "lit";
import type { Item } from "../api/types";
import { formatPrice } from "../format/price";
import { strings } from "../strings";

/** What one pays, what it was before a reduction, and whether it can be had. */
export function offer(item: Item) {
  const state = item.retired
    ? strings.item.retired
    : item.availability === null
      ? ""
      : strings.listing.availability[item.availability];
  if (item.price === null && state === "") return nothing;
  return html`<span class="offer">
    ${item.price === null ? nothing : html`<span class="now">${formatPrice(item.price)}</span>`}
    ${
      item.list_price === null
        ? nothing
        : html`<s><span class="unseen">${strings.listing.was}</span> ${formatPrice(item.list_price)}</s>`
    }
    ${state === "" ? nothing : html`<span class="state">${state}</span>`}
  </span>`;
}

export const offerStyles = css`
  .offer {
    display: inline-flex;
    align-items: baseline;
    flex-wrap: wrap;
    column-gap: 0.5em;
    font-variant-numeric: tabular-nums;
  }

  .offer .now {
    color: var(--ink);
    white-space: nowrap;
  }

  .offer s,
  .offer .state {
    color: var(--quiet);
    white-space: nowrap;
  }
`;
