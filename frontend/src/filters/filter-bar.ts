import { LitElement, html, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import type { Facets } from "../api/types";
import { strings } from "../strings";
import { icons } from "../theme/icons";
import { buttons, shared } from "../theme/shared";
import { filterBarStyles } from "./filter-bar.styles";
import { swatchOf, swatchStyles } from "./swatch";
import { type Choice, FIELDS, type Field, NOTHING, type Selection, choices, chosen, toggled } from "./selection";

const FEWEST = 2;

/** Fired when the filters were changed. */
export class SelectionChange extends Event {
  constructor(readonly selection: Selection) {
    super("selection-change", { bubbles: true, composed: true });
  }
}

/** The filters: one drop-down of checkboxes per field, and what is chosen beside them. */
@customElement("hound-filters")
export class FilterBar extends LitElement {
  @property({ attribute: false }) facets: Facets = {};
  @property({ attribute: false }) selection: Selection = NOTHING;
  /** Keeps the place of the bar while it is not known what to offer. */
  @property({ type: Boolean }) waiting = false;
  @state() private open: Field | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener("pointerdown", this.#pressedElsewhere);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener("pointerdown", this.#pressedElsewhere);
  }

  protected override render() {
    const offered = FIELDS.map((field) => ({ field, choices: choices(this.facets, this.selection, field) })).filter(
      ({ field, choices }) => choices.length >= FEWEST || this.selection[field].length > 0,
    );
    if (offered.length === 0) return this.waiting ? html`<div class="buttons"></div>` : nothing;
    return html`
      <div class="bar" role="group" aria-label=${strings.filters.label} @keydown=${this.#keyed}>
        <div class="buttons">
          ${offered.map(
            ({ field, choices }) =>
              html`${this.#button(field)} ${field === this.open ? this.#panel(field, choices) : nothing}`,
          )}
        </div>
        ${this.#chips()}
      </div>
    `;
  }

  #button(field: Field) {
    const count = this.selection[field].length;
    return html`<button
      class="field"
      id="open-${field}"
      aria-expanded=${this.open === field ? "true" : "false"}
      aria-controls=${this.open === field ? "panel" : nothing}
      @click=${() => {
        this.open = this.open === field ? undefined : field;
      }}
    >
      ${strings.filters.fields[field]}
      ${count === 0 ? nothing : html`<b aria-hidden="true">${count}</b><span class="unseen">${strings.filters.chosen(count)}</span>`}
      ${icons.down}
    </button>`;
  }

  #panel(field: Field, offered: Choice[]) {
    return html`<div class="panel" id="panel">
      <fieldset>
        <legend class="unseen">${strings.filters.fields[field]}</legend>
        <ul>
          ${repeat(
            offered,
            ({ value }) => value,
            (choice) => html`<li>${this.#choice(field, choice)}</li>`,
          )}
        </ul>
      </fieldset>
      <div class="ways"><button class="button" @click=${this.#close}>${strings.filters.done}</button></div>
    </div>`;
  }

  #choice(field: Field, choice: Choice) {
    return html`<label>
      <input
        type="checkbox"
        .checked=${choice.chosen}
        @change=${() => {
          this.#choose(toggled(this.selection, field, choice.value));
        }}
      />
      ${field === "colour" ? swatchOf(choice.value) : nothing}
      <span class="value">${choice.value}</span>
      <span class="count" aria-hidden="true">${choice.count}</span>
      <span class="unseen">${strings.filters.count(choice.count)}</span>
    </label>`;
  }

  #chips() {
    const all = chosen(this.selection);
    if (all.length === 0) return nothing;
    return html`<ul class="chips">
      ${all.map(
        ([field, value]) =>
          html`<li>
            <button
              class="chip"
              aria-label=${strings.filters.remove(value)}
              @click=${() => {
                this.#choose(toggled(this.selection, field, value));
              }}
            >
              ${field === "colour" ? swatchOf(value) : nothing} ${value} ${icons.cross}
            </button>
          </li>`,
      )}
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

  #choose(selection: Selection): void {
    this.dispatchEvent(new SelectionChange(selection));
  }

  readonly #keyed = (event: KeyboardEvent): void => {
    if (event.key === "Escape" && this.open !== undefined) this.#close();
  };

  readonly #close = (): void => {
    const field = this.open;
    this.open = undefined;
    if (field !== undefined) this.renderRoot.querySelector<HTMLElement>(`#open-${field}`)?.focus();
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
