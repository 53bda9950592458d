import { html } from "lit";
import { SORTS, type Sort } from "../api/types";
import { strings } from "../strings";

/** Fired when another order is wanted. */
export class SortChange extends Event {
  constructor(readonly sort: Sort) {
    super("sort-change", { bubbles: true, composed: true });
  }
}

/** A menu of the orders that a list may have. */
export function sortMenu(sort: Sort) {
  return html`<label class="sort">
    <span class="unseen">${strings.filters.sort}</span>
    <select
      @change=${(event: Event) => {
        const menu = event.currentTarget as HTMLSelectElement;
        menu.dispatchEvent(new SortChange(menu.value as Sort));
      }}
    >
      ${SORTS.map((one) => html`<option value=${one} ?selected=${one === sort}>${strings.filters.sorts[one]}</option>`)}
    </select>
  </label>`;
}

declare global {
  interface HTMLElementEventMap {
    "sort-change": SortChange;
  }
}
