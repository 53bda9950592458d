import { LitElement, css, html } from "lit";
import { customElement, property } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import type { Item } from "../api/types";
import { skeleton } from "../theme/frame";
import { shared } from "../theme/shared";
import "./item-card";
import type { ItemCard } from "./item-card";

const SIZES = "(min-width: 90rem) 20rem, (min-width: 64rem) 25vw, (min-width: 40rem) 33vw, 50vw";
const EARLY = 4;

/** A grid of items. With `waiting`, that many empty places stand for the items to come. */
@customElement("hound-grid")
export class ItemGrid extends LitElement {
  @property({ attribute: false }) items: readonly Item[] = [];
  @property({ type: Number }) waiting = 0;
  /** Fewer columns, where something stands beside the grid. */
  @property({ type: Boolean, reflect: true }) narrow = false;

  protected override render() {
    return html`
      <ul>
        ${repeat(
          this.items,
          (item) => item.id,
          (item, at) =>
            html`<li>
              <hound-card .item=${item} .sizes=${SIZES} ?early=${at < EARLY}></hound-card>
            </li>`,
        )}
        ${Array.from({ length: this.waiting }, () => bones)}
      </ul>
    `;
  }

  /** Puts the focus on an item's link; whether the item is here. */
  focusItem(id: string): boolean {
    const cards = [...this.renderRoot.querySelectorAll<ItemCard>("hound-card")];
    const card = cards.find((one) => one.item.id === id);
    card?.focus();
    return card !== undefined;
  }

  static override styles = [
    shared,
    skeleton,
    css`
      :host {
        display: block;
      }

      ul {
        display: grid;
        grid-template-columns: repeat(2, minmax(0, 1fr));
        gap: 2.25rem 1rem;
      }

      @media (min-width: 40rem) {
        ul {
          grid-template-columns: repeat(3, minmax(0, 1fr));
          gap: 3rem 1.5rem;
        }
      }

      @media (min-width: 64rem) {
        ul {
          grid-template-columns: repeat(4, minmax(0, 1fr));
          gap: 3.5rem 2rem;
        }

        :host([narrow]) ul {
          grid-template-columns: repeat(3, minmax(0, 1fr));
        }
      }

      @media (min-width: 110rem) {
        :host([narrow]) ul {
          grid-template-columns: repeat(4, minmax(0, 1fr));
        }
      }

      .bone {
        aspect-ratio: 3 / 4;
      }

      .bone + .bone {
        aspect-ratio: auto;
        width: 70%;
        height: 0.875rem;
        margin: 1rem 0 2rem;
      }
    `,
  ];
}

const bones = html`<li aria-hidden="true">
  <div class="bone"></div>
  <div class="bone"></div>
</li>`;
