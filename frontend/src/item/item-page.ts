import { LitElement, html, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import { Problem } from "../api/problem";
import type { Item } from "../api/types";
import { swatchOf, swatchStyles } from "../filters/swatch";
import { formatScore } from "../format/quantity";
import "../listing/item-grid";
import { listingStyles } from "../listing/listing.styles";
import "../listing/notice";
import { problemNotice } from "../listing/notice";
import { offer, offerStyles } from "../listing/offer";
import { RetryWanted } from "../listing/paging";
import { type Route, formatRoute, START } from "../navigation/route";
import { strings } from "../strings";
import { pictureFrame, skeleton } from "../theme/frame";
import { icons } from "../theme/icons";
import { buttons, shared } from "../theme/shared";
import { tagStyles } from "../theme/tags";
import { detailsOf } from "./details";
import { itemPageStyles } from "./item-page.styles";
import "./item-pictures";
import type { ItemView } from "./item-store";
import { tagsOf } from "./tags";
import { variantList, variantStyles } from "./variants";

const SIMILAR_PLACES = 8;
const NOT_FOUND = 404;

/** One item, large, with all that is known of it, and what looks like it. */
@customElement("hound-item")
export class ItemPage extends LitElement {
  @property({ attribute: false }) view!: ItemView;
  /** The list that the reader came from. */
  @property({ attribute: false }) from: Route | undefined;

  protected override render() {
    const { phase, item } = this.view;
    if (phase instanceof Problem && item === undefined) return this.#missing(phase);
    return html`${this.#back()} ${item === undefined ? bones : this.#item(item)} ${this.#similar()}`;
  }

  #back() {
    const { from } = this;
    const words = from?.page === "results" ? strings.item.backToResults : strings.item.backToCollection;
    const href = formatRoute(from ?? START);
    return html`<p class="back"><a href=${href} data-way="back">${icons.back} ${words}</a></p>`;
  }

  #item(item: Item) {
    return html`<article class="item">
      <hound-pictures .item=${item}></hound-pictures>
      <div class="about">
        <p class="kicker">${item.brand ?? item.category ?? ""}</p>
        <h1 tabindex="-1">${item.title}</h1>
        <p class="price">${offer(item)}</p>
        ${item.description === null ? nothing : html`<p class="description">${item.description}</p>`}
        ${item.url === null || !isWebAddress(item.url) ? nothing : shopLink(item.url)} ${tags(item)}
        ${variantList(item, this.view.variants)} ${details(item)}
      </div>
    </article>`;
  }

  #similar() {
    const { phase, similar } = this.view;
    const loading = phase === "loading";
    return html`<section class="similar" aria-labelledby="similar-title">
      <div class="head"><h2 id="similar-title">${strings.item.similar}</h2></div>
      ${
        phase instanceof Problem
          ? problemNotice(phase, this.#retry)
          : phase === "ready" && similar.length === 0
            ? html`<p class="none">${strings.item.noSimilar}</p>`
            : html`<hound-grid
                .items=${similar}
                waiting=${loading ? SIMILAR_PLACES : 0}
                aria-busy=${loading ? "true" : "false"}
              ></hound-grid>`
      }
    </section>`;
  }

  #missing(problem: Problem) {
    if (problem.status !== NOT_FOUND) {
      return html`${this.#back()}
        <h1 class="unseen" tabindex="-1">${strings.item.page}</h1>
        ${problemNotice(problem, this.#retry)}`;
    }
    return html`${this.#back()}
      <div class="missing">
        <h1 tabindex="-1">${strings.item.missingTitle}</h1>
        <p>${strings.item.missingText}</p>
      </div>`;
  }

  readonly #retry = (): void => {
    this.dispatchEvent(new RetryWanted());
  };

  static override styles = [
    shared,
    buttons,
    pictureFrame,
    skeleton,
    listingStyles,
    swatchStyles,
    tagStyles,
    offerStyles,
    variantStyles,
    itemPageStyles,
  ];
}

const bones = html`<div class="item" aria-hidden="true">
  <div class="frame bone"></div>
  <div class="about">
    <div class="bone line short"></div>
    <div class="bone line tall"></div>
    <div class="bone line"></div>
    <div class="bone line"></div>
  </div>
</div>`;

function tags(item: Item) {
  return html`<ul class="tags" aria-label=${strings.item.kind}>
    ${tagsOf(item).map(
      ({ field, value, href, seen }) =>
        html`<li>
          <a
            class=${seen === undefined ? "tag" : "tag seen"}
            href=${href}
            title=${seen === undefined ? nothing : strings.item.seenWhy}
          >
            ${field === "colour" ? swatchOf(value) : nothing}
            <span class="unseen">${strings.filters.fields[field]}:</span>
            <span class="value">${value}</span>
            ${seen === undefined ? nothing : html`<small>${strings.item.seen(formatScore(seen))}</small>`}
          </a>
        </li>`,
    )}
  </ul>`;
}

function details(item: Item) {
  const known = detailsOf(item);
  if (known.length === 0) return nothing;
  return html`<h2>${strings.item.details}</h2>
    <dl>
      ${known.map(
        ({ label, text }) =>
          html`<div>
            <dt>${label}</dt>
            <dd>${text}</dd>
          </div>`,
      )}
    </dl>`;
}

function shopLink(url: string) {
  return html`<p class="shop">
    <a class="button primary" href=${url} rel="noopener">${strings.item.shop} ${icons.out}</a>
  </p>`;
}

/** Links come from feeds; only the web's own kinds may be followed. */
function isWebAddress(url: string): boolean {
  return /^https?:\/\//i.test(url);
}
