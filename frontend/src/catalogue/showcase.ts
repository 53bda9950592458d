import { LitElement, css, html } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { Item } from "../api/types";
import { sourceSet } from "../format/sources";
import { itemPath } from "../navigation/route";
import { pictureFrame } from "../theme/frame";
import { shared } from "../theme/shared";
import { weaveGround } from "../theme/weave";
import { varied } from "./varied";

const PLACES = 3;
const SIZES = ["(min-width: 64rem) 30vw, 40vw", "20vw", "20vw"];

/** A few large pictures from the collection; the weave alone where there are none. */
@customElement("hound-showcase")
export class Showcase extends LitElement {
  @property({ attribute: false }) items: readonly Item[] = [];

  protected override render() {
    // From the end, because the grid below begins with the first ones.
    const shown = varied(this.items.toReversed(), PLACES);
    return html`${SIZES.map((sizes, at) => this.#place(shown[at], sizes))}`;
  }

  #place(item: Item | undefined, sizes: string) {
    if (item === undefined) return html`<div class="frame">${weaveGround()}</div>`;
    return html`<a class="frame" href=${itemPath(item.id)} data-item=${item.id}>
      <img
        src=${item.picture.card}
        srcset=${sourceSet(item.picture)}
        sizes=${sizes}
        width=${item.picture.width}
        height=${item.picture.height}
        alt=${item.title}
      />
    </a>`;
  }

  static override styles = [
    shared,
    pictureFrame,
    css`
      :host {
        display: grid;
        grid-template-columns: 2fr 1fr;
        grid-template-rows: 1fr 1fr;
        gap: 0.75rem;
      }

      .frame {
        display: block;
        aspect-ratio: auto;
        min-height: 0;
      }

      .frame:first-child {
        grid-row: span 2;
        aspect-ratio: 3 / 4;
      }

      .weave {
        width: 100%;
        height: 100%;
        color: var(--picture-ink);
        opacity: 0.05;
      }
    `,
  ];
}
