import { LitElement, html, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import { Problem } from "../api/problem";
import type { Item } from "../api/types";
import "../filters/filter-bar";
import { SelectionChange } from "../filters/filter-bar";
import { NOTHING, isEmpty } from "../filters/selection";
import "../listing/item-grid";
import { listingStyles } from "../listing/listing.styles";
import "../listing/notice";
import { problemNotice } from "../listing/notice";
import { MoreWanted, RetryWanted } from "../listing/paging";
import "../photo/photo-picker";
import { strings } from "../strings";
import { buttons, shared } from "../theme/shared";
import type { Catalogue } from "./catalogue-store";
import { homePageStyles } from "./home-page.styles";
import "./showcase";

const PLACES = 12;
const PLACES_MORE = 4;

/** The start page: search with a photo, or browse the collection. */
@customElement("hound-home")
export class HomePage extends LitElement {
  @property({ attribute: false }) catalogue!: Catalogue;
  /** What the pictures at the top are taken from. */
  @property({ attribute: false }) showcase: readonly Item[] = [];

  protected override render() {
    return html`
      <section class="hero">
        <div class="words">
          <h1 tabindex="-1">${strings.home.headline}</h1>
          <p>${strings.home.standfirst}</p>
          <hound-picker></hound-picker>
        </div>
        <hound-showcase .items=${this.showcase}></hound-showcase>
      </section>
      <section class="collection" id="collection" aria-labelledby="collection-title">
        <div class="head">
          <h2 id="collection-title">${strings.home.collection}</h2>
          <p>${this.#isReady ? strings.listing.pieces(this.catalogue.total) : nothing}</p>
        </div>
        ${this.#isEmptyShop ? nothing : this.#filters()} ${this.#body()}
      </section>
    `;
  }

  get #isReady(): boolean {
    return this.catalogue.phase === "ready" || this.catalogue.phase === "more";
  }

  get #isEmptyShop(): boolean {
    return this.#isReady && this.catalogue.total === 0 && isEmpty(this.catalogue.selection);
  }

  #filters() {
    const { facets, prices, selection, sort, phase } = this.catalogue;
    return html`<hound-filters
      .facets=${facets}
      .prices=${prices}
      .selection=${selection}
      .sort=${sort}
      ?waiting=${phase === "loading"}
    ></hound-filters>`;
  }

  #body() {
    const { phase, items, total } = this.catalogue;
    if (this.#isEmptyShop) return this.#emptyShop();
    if (this.#isReady && total === 0) return this.#noneLeft();
    const waiting = phase === "loading" ? PLACES : phase === "more" ? PLACES_MORE : 0;
    return html`
      <hound-grid .items=${items} waiting=${waiting} aria-busy=${waiting > 0 ? "true" : "false"}></hound-grid>
      ${phase instanceof Problem ? problemNotice(phase, this.#retry) : this.#more()}
    `;
  }

  #more() {
    const { phase, items, total, next } = this.catalogue;
    if (phase === "loading") return nothing;
    return html`<div class="more">
      <p>${strings.listing.shown(items.length, total)}</p>
      ${
        next === null
          ? nothing
          : html`<button class="button" ?disabled=${phase === "more"} @click=${this.#wantMore}>
              ${strings.listing.more}
            </button>`
      }
    </div>`;
  }

  #emptyShop() {
    return html`<hound-notice
      heading=${strings.home.emptyTitle}
      text=${strings.home.emptyText}
      command=${strings.home.emptyCommand}
    ></hound-notice>`;
  }

  #noneLeft() {
    return html`<hound-notice
      heading=${strings.filters.noneTitle}
      text=${strings.filters.noneText}
      action=${strings.filters.noneClear}
      @notice-action=${this.#clear}
    ></hound-notice>`;
  }

  readonly #clear = (): void => {
    this.dispatchEvent(new SelectionChange(NOTHING));
  };

  readonly #wantMore = (): void => {
    this.dispatchEvent(new MoreWanted());
  };

  readonly #retry = (): void => {
    this.dispatchEvent(new RetryWanted());
  };

  static override styles = [shared, buttons, listingStyles, homePageStyles];
}
