import { LitElement, css, html, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { FoundItem, Item } from "../api/types";
import { swatchStyles } from "../filters/swatch";
import { formatScore } from "../format/quantity";
import { sourceSet } from "../format/sources";
import { itemPath } from "../navigation/route";
import { colourDots, dotStyles } from "./colour-dots";
import { strings } from "../strings";
import { pictureFrame } from "../theme/frame";
import { shared } from "../theme/shared";
import { offer, offerStyles } from "./offer";

/** One item in a list: its picture, title, colour and price, and how well it matches if it was searched for. */
@customElement("hound-card")
export class ItemCard extends LitElement {
  @property({ attribute: false }) item!: Item | FoundItem;
  @property({ attribute: false }) sizes = "50vw";
  /** Whether the picture is seen at once, and need not wait for scrolling. */
  @property({ type: Boolean }) early = false;

  protected override render() {
    const { item } = this;
    return html`
      <div class="frame">
        <img
          src=${item.picture.card}
          srcset=${sourceSet(item.picture)}
          sizes=${this.sizes}
          width=${item.picture.width}
          height=${item.picture.height}
          loading=${this.early ? "eager" : "lazy"}
          decoding="async"
          alt=""
        />
      </div>
      <h3><a href=${itemPath(item.id)} data-item=${item.id}>${item.title}</a></h3>
      <p class="facts">
        <span>${item.colour ?? item.category ?? ""}</span>
        ${offer(item)}
      </p>
      ${colourDots(item.colours)} ${"score" in item ? match(item.score) : nothing}
    `;
  }

  override focus(): void {
    this.renderRoot.querySelector("a")?.focus({ preventScroll: true });
  }

  static override styles = [
    shared,
    pictureFrame,
    offerStyles,
    swatchStyles,
    dotStyles,
    css`
      :host {
        display: block;
        position: relative;
      }

      .frame img {
        transition: transform 400ms cubic-bezier(0.2, 0, 0, 1);
      }

      @media (prefers-reduced-motion: no-preference) {
        :host(:hover) .frame img {
          transform: scale(1.025);
        }
      }

      h3 {
        margin-top: 0.875rem;
        font-size: 0.9375rem;
        font-weight: 500;
        line-height: 1.35;
        overflow-wrap: anywhere;
      }

      a {
        text-decoration: none;
      }

      a::after {
        content: "";
        position: absolute;
        inset: 0;
      }

      :host(:hover) a {
        text-decoration: underline;
      }

      a:focus-visible {
        outline: none;
      }

      a:focus-visible::after {
        outline: 2px solid var(--accent);
        outline-offset: 4px;
      }

      .facts {
        display: flex;
        justify-content: space-between;
        gap: 0.75rem;
        margin-top: 0.25rem;
        color: var(--quiet);
        font-size: 0.875rem;
      }

      .offer {
        justify-content: flex-end;
      }

      .match {
        margin-top: 0.5rem;
        color: var(--quiet);
        font-size: 0.75rem;
        letter-spacing: 0.02em;
      }

      .match i {
        display: inline-block;
        width: 2.25rem;
        height: 2px;
        margin-right: 0.5rem;
        vertical-align: 0.2em;
        background: linear-gradient(var(--ink), var(--ink)) 0 / var(--share) 100% no-repeat var(--line);
      }
    `,
  ];
}

function match(score: number) {
  const percent = formatScore(score);
  const share = `--share: ${Math.max(0, Math.min(1, score)) * 100}%`;
  return html`<p class="match"><i style=${share} aria-hidden="true"></i>${strings.listing.match(percent)}</p>`;
}
