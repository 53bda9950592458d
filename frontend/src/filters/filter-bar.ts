import { LitElement, type TemplateResult, html, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import type { Facets, PriceRange, Sort } from "../api/types";
import { strings } from "../strings";
import { icons } from "../theme/icons";
import { buttons, shared } from "../theme/shared";
import { type Node, hasTree, nodes, toggledNode } from "./category-tree";
import { filterBarStyles } from "./filter-bar.styles";
import { ownFields } from "./own-fields";
import "./price-panel";
import type { PriceChange } from "./price-panel";
import {
  type Choice,
  FIELDS,
  IN_STOCK,
  NOTHING,
  PATH,
  PRICE_MAX,
  PRICE_MIN,
  type Selection,
  choices,
  chosen,
  isEmpty,
  toggled,
  valuesOf,
  withValues,
} from "./selection";
import { sortMenu } from "./sort-menu";
import { swatchOf, swatchStyles } from "./swatch";
import { labelOf, valueText } from "./wording";

const FEWEST = 2;
const PRICE = "price";
const MORE = "more";

/** Fired when the filters were changed. */
export class SelectionChange extends Event {
  constructor(readonly selection: Selection) {
    super("selection-change", { bubbles: true, composed: true });
  }
}

/** A drop-down: its field, how many values of it are chosen, and what is inside. */
interface Drop {
  readonly field: string;
  readonly count: number;
  readonly inside: () => TemplateResult;
}

/** The filters: one drop-down per field, what is chosen below them, and the order of the list. */
@customElement("hound-filters")
export class FilterBar extends LitElement {
  @property({ attribute: false }) facets: Facets = {};
  @property({ attribute: false }) prices: readonly PriceRange[] = [];
  @property({ attribute: false }) selection: Selection = NOTHING;
  /** The order of the list; undefined where there is no choice. */
  @property({ attribute: false }) sort: Sort | undefined;
  /** Keeps the place of the bar while it is not known what to offer. */
  @property({ type: Boolean }) waiting = false;
  @state() private open: string | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener("pointerdown", this.#pressedElsewhere);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener("pointerdown", this.#pressedElsewhere);
  }

  protected override render() {
    const drops = this.#drops();
    if (drops.length === 0 && isEmpty(this.selection)) {
      return this.waiting ? html`<div class="buttons"></div>` : nothing;
    }
    return html`
      <div class="bar" role="group" aria-label=${strings.filters.label} @keydown=${this.#keyed}>
        <div class="buttons">
          ${repeat(
            drops,
            ({ field }) => field, // what is open and has the focus stays, whichever fields come and go beside it
            (drop) => html`${this.#button(drop)} ${drop.field === this.open ? this.#panel(drop) : nothing}`,
          )}
          ${this.#inStock()} ${this.sort === undefined ? nothing : sortMenu(this.sort)}
        </div>
        ${this.#chips()}
      </div>
    `;
  }

  #drops(): Drop[] {
    const tree = hasTree(this.facets, this.selection);
    const fields = FIELDS.filter(
      (field) => !tree || field !== "category" || valuesOf(this.selection, field).length > 0,
    ).flatMap((field) => this.#list(field));
    return [...(tree ? [this.#tree()] : []), ...fields, ...this.#priceDrop(), ...this.#more()];
  }

  #tree(): Drop {
    const offered = nodes(this.facets, this.selection);
    const choose = ({ value }: Choice) => toggledNode(this.selection, value);
    const count = valuesOf(this.selection, PATH).length;
    return { field: PATH, count, inside: () => this.#choices(PATH, offered, choose) };
  }

  #list(field: string): Drop[] {
    const offered = choices(this.facets, this.selection, field);
    const count = valuesOf(this.selection, field).length;
    if (offered.length < FEWEST && count === 0) return [];
    const choose = ({ value }: Choice) => toggled(this.selection, field, value);
    return [{ field, count, inside: () => this.#choices(field, offered, choose) }];
  }

  #priceDrop(): Drop[] {
    const [least = "", most = ""] = [PRICE_MIN, PRICE_MAX].map((end) => valuesOf(this.selection, end)[0]);
    const count = [least, most].filter((end) => end !== "").length;
    if (this.prices.length < FEWEST && count === 0) return [];
    const inside = () =>
      html`<hound-price
        .ranges=${this.prices}
        .least=${least}
        .most=${most}
        @price-change=${this.#priceChanged}
      ></hound-price>`;
    return [{ field: PRICE, count, inside }];
  }

  /** What the shop tells besides, together in one drop-down. */
  #more(): Drop[] {
    const drops = ownFields(this.facets, this.selection).flatMap((field) => this.#list(field));
    if (drops.length === 0) return [];
    const count = drops.reduce((sum, drop) => sum + drop.count, 0);
    const inside = () => html`<div class="several">${drops.map((drop) => drop.inside())}</div>`;
    return [{ field: MORE, count, inside }];
  }

  #button({ field, count }: Drop) {
    return html`<button
      class="field"
      id="open-${field}"
      aria-expanded=${this.open === field ? "true" : "false"}
      aria-controls=${this.open === field ? "panel" : nothing}
      @click=${() => {
        this.open = this.open === field ? undefined : field;
      }}
    >
      ${labelOf(field)}
      ${count === 0 ? nothing : html`<b aria-hidden="true">${count}</b><span class="unseen">${strings.filters.chosen(count)}</span>`}
      ${icons.down}
    </button>`;
  }

  #panel({ inside }: Drop) {
    return html`<div class="panel" id="panel">
      ${inside()}
      <div class="ways"><button class="button" @click=${this.#close}>${strings.filters.done}</button></div>
    </div>`;
  }

  #choices(field: string, offered: readonly (Choice | Node)[], choose: (choice: Choice) => Selection): TemplateResult {
    return html`<fieldset>
      <legend>${labelOf(field)}</legend>
      <ul class=${field === PATH ? "tree" : ""}>
        ${repeat(
          offered,
          ({ value }) => value,
          (choice) => html`<li>${this.#choice(field, choice, choose)}</li>`,
        )}
      </ul>
    </fieldset>`;
  }

  #choice(field: string, choice: Choice | Node, choose: (choice: Choice) => Selection) {
    const [name, depth] = "depth" in choice ? [choice.name, choice.depth] : [choice.value, 0];
    return html`<label style="--depth: ${depth}">
      <input
        type="checkbox"
        .checked=${choice.chosen}
        @change=${() => {
          this.#choose(choose(choice));
        }}
      />
      ${field === "colour" ? swatchOf(choice.value) : nothing}
      <span class="value">${name}</span>
      <span class="count" aria-hidden="true">${choice.count}</span>
      <span class="unseen">${strings.filters.count(choice.count)}</span>
    </label>`;
  }

  /** Offered where some pieces are not. */
  #inStock() {
    const pressed = valuesOf(this.selection, IN_STOCK).length > 0;
    if (!pressed && !choices(this.facets, NOTHING, IN_STOCK).some(({ value }) => value === "false")) return nothing;
    return html`<button
      class="field stock"
      aria-pressed=${pressed ? "true" : "false"}
      @click=${() => {
        this.#choose(toggled(this.selection, IN_STOCK, "true"));
      }}
    >
      <span class="box" aria-hidden="true"></span> ${strings.filters.inStock}
    </button>`;
  }

  #chips() {
    const all = chosen(this.selection);
    if (all.length === 0) return nothing;
    return html`<ul class="chips">
      ${all.map(([field, value]) => html`<li>${this.#chip(field, value)}</li>`)}
      <li>
        <button
          class="link"
          @click=${() => {
            this.#choose(NOTHING);
          }}
        >
          ${strings.filters.clear}
        </button>
      </li>
    </ul>`;
  }

  #chip(field: string, value: string) {
    const text = valueText(field, value);
    return html`<button
      class="chip"
      aria-label=${strings.filters.remove(text)}
      @click=${() => {
        this.#choose(toggled(this.selection, field, value));
      }}
    >
      ${field === "colour" ? swatchOf(value) : nothing} ${text} ${icons.cross}
    </button>`;
  }

  #choose(selection: Selection): void {
    this.dispatchEvent(new SelectionChange(selection));
  }

  readonly #priceChanged = ({ least, most }: PriceChange): void => {
    const ends = ([PRICE_MIN, PRICE_MAX] as const).map((end, at) => ({ end, amount: at === 0 ? least : most }));
    this.#choose(
      ends.reduce((now, { end, amount }) => withValues(now, end, amount === "" ? [] : [amount]), this.selection),
    );
  };

  readonly #keyed = (event: KeyboardEvent): void => {
    if (event.key === "Escape" && this.open !== undefined) this.#close();
  };

  readonly #close = (): void => {
    const field = this.open;
    this.open = undefined;
    if (field !== undefined) this.renderRoot.querySelector<HTMLElement>(`[id="open-${field}"]`)?.focus();
  };

  readonly #pressedElsewhere = (event: Event): void => {
    if (!event.composedPath().includes(this)) this.open = undefined;
  };

  static override styles = [shared, buttons, swatchStyles, filterBarStyles];
}

declare global {
  interface HTMLElementEventMap {
    "selection-change": SelectionChange;
  }
}
