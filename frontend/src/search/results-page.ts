import { LitElement, html, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import { Problem } from "../api/problem";
import { WHOLE, isWhole } from "../crop/box";
import "../crop/crop-tool";
import { CropChange } from "../crop/crop-tool";
import "../filters/filter-bar";
import { SelectionChange } from "../filters/filter-bar";
import { NOTHING, isEmpty, toggled } from "../filters/selection";
import { swatchOf, swatchStyles } from "../filters/swatch";
import { formatScore } from "../format/quantity";
import { labelOf } from "../filters/wording";
import "../listing/item-grid";
import { listingStyles } from "../listing/listing.styles";
import "../listing/notice";
import { problemNotice } from "../listing/notice";
import { MoreWanted, RetryWanted } from "../listing/paging";
import "../photo/photo-picker";
import type { Size } from "../photo/prepare";
import type { Photo } from "../photo/shelf";
import { strings } from "../strings";
import { icons } from "../theme/icons";
import { buttons, shared } from "../theme/shared";
import { tagStyles } from "../theme/tags";
import { resultsPageStyles } from "./results-page.styles";
import type { Results } from "./results-store";
import { type Sight, sightsOf } from "./seen";

const PLACES = 12;

/** What a photo finds: the photo with its crop on one side, the results on the other. */
@customElement("hound-results")
export class ResultsPage extends LitElement {
  @property({ attribute: false }) results!: Results;
  /** Whether there may be more results than those shown. */
  @property({ type: Boolean }) more = false;

  protected override render() {
    const { photo, phase } = this.results;
    if (photo === undefined) return this.#lost();
    return html`
      <div class="sides">
        <section class="photo" aria-labelledby="photo-title">
          <h1 id="photo-title" tabindex="-1">${strings.results.headline}</h1>
          ${this.#photo(photo)}
        </section>
        <section class="found" aria-labelledby="found-title">
          ${phase instanceof Problem ? this.#refused(phase) : this.#answer(phase)}
        </section>
      </div>
    `;
  }

  #photo(photo: Photo) {
    return html`<div class="desk">
      ${photo.size === undefined ? this.#unshown() : this.#cropTool(photo.url, photo.size)}
      <div class="beside">
        ${photo.size === undefined ? nothing : cropHint} ${this.#sights()}
        <div class="ways">
          <hound-picker look="row"></hound-picker>
          <button class="link" ?hidden=${isWhole(this.results.crop)} @click=${this.#useWhole}>
            ${icons.whole} ${strings.results.whole}
          </button>
        </div>
      </div>
    </div>`;
  }

  #sights() {
    const { seen, facets, selection } = this.results;
    const sights = sightsOf(seen, facets, selection);
    if (sights.length === 0) return nothing;
    return html`<div class="sights">
      <h2 id="sights-title">${strings.results.seen}</h2>
      <ul class="tags" aria-labelledby="sights-title">
        ${sights.map((sight) => html`<li>${this.#sight(sight)}</li>`)}
      </ul>
    </div>`;
  }

  /** A way to narrow the results to what is seen, where the catalogue has any of it. */
  #sight(sight: Sight) {
    const { field, value, confidence, chosen, leads } = sight;
    const inside = html`${field === "colour" ? swatchOf(value) : nothing}
      <span class="unseen">${labelOf(field)}:</span>
      <span class="value">${value}</span> <small>${strings.item.seen(formatScore(confidence))}</small>`;
    if (!leads) return html`<span class="tag seen">${inside}</span>`;
    return html`<button
      class="tag seen"
      aria-pressed=${chosen ? "true" : "false"}
      @click=${() => {
        this.dispatchEvent(new SelectionChange(toggled(this.results.selection, field, value)));
      }}
    >
      ${inside}
    </button>`;
  }

  /** A file that is no picture at all has nothing to show either, but then the service says so. */
  #unshown() {
    if (this.results.phase instanceof Problem) return nothing;
    return html`<p class="unshown">${strings.results.noPreview}</p>`;
  }

  #cropTool(url: string, size: Size) {
    return html`<hound-crop
      src=${url}
      alt=${strings.results.photoAlt}
      width=${size.width}
      height=${size.height}
      .box=${this.results.crop}
    ></hound-crop>`;
  }

  #refused(problem: Problem) {
    return html`<h2 class="unseen" id="found-title">${strings.results.found}</h2>
      ${problemNotice(problem, this.#retry)}`;
  }

  #answer(phase: "loading" | "ready") {
    const { found, crop, facets, prices, selection } = this.results;
    return html`
      <div class="head">
        <h2 id="found-title">${isWhole(crop) ? strings.results.found : strings.results.foundCrop}</h2>
        <p>${phase === "ready" ? strings.listing.results(found.length) : nothing}</p>
      </div>
      <hound-filters
        .facets=${facets}
        .prices=${prices}
        .selection=${selection}
        ?waiting=${phase === "loading"}
      ></hound-filters>
      ${phase === "ready" && found.length === 0 ? this.#nothingFound() : this.#grid(phase === "loading")}
    `;
  }

  #grid(loading: boolean) {
    const { found } = this.results;
    return html`
      <hound-grid
        narrow
        class=${loading && found.length > 0 ? "stale" : ""}
        aria-busy=${loading ? "true" : "false"}
        .items=${found}
        waiting=${loading && found.length === 0 ? PLACES : 0}
      ></hound-grid>
      ${this.more ? this.#showMore(loading) : nothing}
    `;
  }

  #showMore(loading: boolean) {
    return html`<div class="more">
      <button class="button" ?disabled=${loading} @click=${this.#wantMore}>${strings.listing.more}</button>
    </div>`;
  }

  #nothingFound() {
    if (isEmpty(this.results.selection)) {
      const { emptyTitle, emptyText, emptyCommand } = strings.home;
      return html`<hound-notice heading=${emptyTitle} text=${emptyText} command=${emptyCommand}></hound-notice>`;
    }
    return html`<hound-notice
      heading=${strings.filters.noneTitle}
      text=${strings.filters.noneText}
      action=${strings.filters.noneClear}
      @notice-action=${this.#clear}
    ></hound-notice>`;
  }

  #lost() {
    return html`<section class="lost" aria-labelledby="lost-title">
      <h1 id="lost-title" tabindex="-1">${strings.results.lostTitle}</h1>
      <p>${strings.results.lostText}</p>
      <hound-picker></hound-picker>
    </section>`;
  }

  readonly #useWhole = (): void => {
    this.dispatchEvent(new CropChange(WHOLE));
  };

  readonly #clear = (): void => {
    this.dispatchEvent(new SelectionChange(NOTHING));
  };

  readonly #wantMore = (): void => {
    this.dispatchEvent(new MoreWanted());
  };

  readonly #retry = (): void => {
    this.dispatchEvent(new RetryWanted());
  };

  static override styles = [shared, buttons, listingStyles, swatchStyles, tagStyles, resultsPageStyles];
}

const cropHint = html`
  <p class="hint mouse">${strings.results.cropHint}</p>
  <p class="hint touch">${strings.results.cropHintTouch}</p>
`;
