import { LitElement, type PropertyValues, css, html, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { Item } from "../api/types";
import { sourceSet } from "../format/sources";
import { strings } from "../strings";
import { pictureFrame } from "../theme/frame";
import { shared } from "../theme/shared";

const SIZES = "(min-width: 64rem) 46vw, (min-width: 48rem) 52vw, 100vw";

/** The pictures of an item: one large, and small ones to choose by where there are several. */
@customElement("hound-pictures")
export class ItemPictures extends LitElement {
  @property({ attribute: false }) item!: Item;
  @state() private chosen = 0;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("item") && changed.get("item")?.id !== this.item.id) this.chosen = 0;
  }

  protected override render() {
    const { item } = this;
    const pictures = [item.picture, ...item.more_pictures];
    const shown = pictures[this.chosen] ?? item.picture;
    return html`<div class="frame">
        <img
          src=${shown.full}
          srcset=${sourceSet(shown)}
          sizes=${SIZES}
          width=${shown.width}
          height=${shown.height}
          alt=${item.title}
        />
      </div>
      ${
        pictures.length < 2
          ? nothing
          : html`<ul aria-label=${strings.item.pictures}>
              ${pictures.map(
                (picture, at) =>
                  html`<li>
                    <button
                      type="button"
                      aria-pressed=${at === this.chosen ? "true" : "false"}
                      aria-label=${strings.item.picture(at + 1)}
                      @click=${() => {
                        this.chosen = at;
                      }}
                    >
                      <img src=${picture.card} width=${picture.width} height=${picture.height} alt="" />
                    </button>
                  </li>`,
              )}
            </ul>`
      }`;
  }

  static override styles = [
    shared,
    pictureFrame,
    css`
      :host {
        display: block;
      }

      ul {
        display: flex;
        flex-wrap: wrap;
        gap: 0.5rem;
        margin-top: 0.75rem;
        padding: 0;
        list-style: none;
      }

      button {
        display: block;
        width: 4rem;
        height: 5rem;
        padding: 0;
        border: 1px solid var(--line);
        background: none;
        cursor: pointer;
      }

      button[aria-pressed="true"] {
        border-color: var(--ink);
        box-shadow: inset 0 0 0 1px var(--ink);
      }

      button img {
        width: 100%;
        height: 100%;
        object-fit: contain;
      }
    `,
  ];
}
