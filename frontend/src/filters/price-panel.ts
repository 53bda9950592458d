import { LitElement, css, html } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { PriceRange } from "../api/types";
import { formatPrice } from "../format/price";
import { strings } from "../strings";
import { buttons, shared } from "../theme/shared";

/** Fired when another range of prices is wanted; empty for an open end. */
export class PriceChange extends Event {
  constructor(
    readonly least: string,
    readonly most: string,
  ) {
    super("price-change", { bubbles: true, composed: true });
  }
}

/** A range of prices: two amounts to type, and ranges to choose from. */
@customElement("hound-price")
export class PricePanel extends LitElement {
  @property({ attribute: false }) ranges: readonly PriceRange[] = [];
  @property() least = "";
  @property() most = "";

  protected override render() {
    return html`
      <fieldset>
        <legend class="unseen">${strings.filters.price}</legend>
        <div class="ends">${this.#end("least", this.least)} ${this.#end("most", this.most)}</div>
        <ul>
          ${this.ranges.map((range) => html`<li>${this.#range(range)}</li>`)}
        </ul>
      </fieldset>
    `;
  }

  #end(end: "least" | "most", value: string) {
    return html`<label>
      <span>${strings.filters[end]}</span>
      <input
        type="number"
        inputmode="decimal"
        min="0"
        step="any"
        name=${end}
        .value=${value}
        @change=${(event: Event) => {
          this.#typed(end, event.target as HTMLInputElement);
        }}
      />
    </label>`;
  }

  #range({ least, most, currency, count }: PriceRange) {
    const text = `${formatPrice({ amount: least, currency })} – ${formatPrice({ amount: most, currency })}`;
    return html`<button
      class="range"
      aria-pressed=${Number(this.least) === Number(least) && Number(this.most) === Number(most) ? "true" : "false"}
      @click=${() => this.dispatchEvent(new PriceChange(plain(least), plain(most)))}
    >
      ${text} <span class="count" aria-hidden="true">${count}</span>
      <span class="unseen">${strings.filters.count(count)}</span>
    </button>`;
  }

  #typed(end: "least" | "most", { value, validity }: HTMLInputElement): void {
    if (!validity.valid) return;
    this.dispatchEvent(new PriceChange(end === "least" ? value : this.least, end === "most" ? value : this.most));
  }

  static override styles = [
    shared,
    buttons,
    css`
      :host {
        display: block;
      }

      .ends,
      ul {
        display: flex;
        flex-wrap: wrap;
        gap: 0.75rem 1rem;
      }

      .ends {
        margin-bottom: 1.25rem;
      }

      label {
        display: grid;
        gap: 0.25rem;
        color: var(--quiet);
        font-size: 0.8125rem;
      }

      input {
        width: 8rem;
        min-height: 2.75rem;
        padding: 0 0.75rem;
        border: 1px solid var(--edge);
        background: var(--paper);
        color: var(--ink);
        font: inherit;
        font-size: 1rem;
      }

      .range {
        min-height: 2.75rem;
        padding: 0.25rem 1rem;
        border: 1px solid var(--edge);
        border-radius: 2rem;
        background: none;
        font-size: 0.875rem;
        font-variant-numeric: tabular-nums;
      }

      .range:hover {
        border-color: var(--ink);
      }

      .range[aria-pressed="true"] {
        border-color: var(--ink);
        box-shadow: inset 0 0 0 1px var(--ink);
      }

      .count {
        margin-left: 0.5rem;
        color: var(--quiet);
        font-size: 0.8125rem;
      }
    `,
  ];
}

/** "40.00" as people type it: "40". */
function plain(amount: string): string {
  return amount.replace(/\.0+$/, "");
}

declare global {
  interface HTMLElementEventMap {
    "price-change": PriceChange;
  }
}
