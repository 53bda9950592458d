import { LitElement, html } from "lit";
import { customElement, query, state } from "lit/decorators.js";
import { CatalogueStore } from "../catalogue/catalogue-store";
import "../catalogue/home-page";
import type { CropChange } from "../crop/crop-tool";
import type { SelectionChange } from "../filters/filter-bar";
import type { SortChange } from "../filters/sort-menu";
import "../item/item-page";
import { ItemStore } from "../item/item-store";
import { type Route, resultsOf } from "../navigation/route";
import { Router, type Visit } from "../navigation/router";
import { NOTHING } from "../filters/selection";
import { PageDrop } from "../photo/page-drop";
import { Shelf } from "../photo/shelf";
import "../search/results-page";
import { ResultsStore } from "../search/results-store";
import { Follow } from "../state/store";
import { strings } from "../strings";
import { weaveMark } from "../theme/weave";
import { announcement, titleOf } from "./announcement";
import { arrive } from "./arrive";
import "./lost-page";

/** The whole page: what is always there, and the page that the address names. */
@customElement("hound-app")
export class App extends LitElement {
  readonly #router = new Router();
  readonly #shelf = new Shelf();
  readonly #catalogue = new CatalogueStore();
  readonly #results = new ResultsStore();
  readonly #item = new ItemStore();
  readonly #drop = new PageDrop(this, (file) => void this.#search(file));
  @state() private ready = false;
  @query("main > *") private readonly page!: LitElement | null;

  constructor() {
    super();
    for (const store of [this.#catalogue, this.#results, this.#item]) new Follow<unknown>(this, store);
    this.addEventListener("photo-chosen", (event) => void this.#search(event.file));
    this.addEventListener("selection-change", this.#select);
    this.addEventListener("sort-change", this.#sort);
    this.addEventListener("crop-change", this.#crop);
    this.addEventListener("more-wanted", this.#more);
    this.addEventListener("retry-wanted", this.#retry);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#start();
  }

  /** No shadow: the frame of the page belongs to the document. */
  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render() {
    const said = announcement(this.#route, this.#catalogue.value, this.#results.value);
    return html`
      <header>
        <a class="skip" href="#content" @click=${this.#skip}>${strings.skip}</a>
        <a class="logo" href="/" aria-label=${strings.header.home}>${weaveMark()}<span>${strings.name}</span></a>
        ${this.#offersSearch ? html`<hound-picker look="link"></hound-picker>` : ""}
      </header>
      <main id="content" tabindex="-1">${this.ready ? this.#content() : ""}</main>
      <footer><p>${strings.footer}</p></footer>
      <p class="unseen" role="status">${said}</p>
      <div class="veil" ?hidden=${!this.#drop.over}><p>${strings.dropHere}</p></div>
    `;
  }

  protected override updated(): void {
    document.title = titleOf(this.#route, this.#item.value);
  }

  get #route(): Route {
    return this.#router.visit.value.route;
  }

  /** The other pages have a place for photos of their own. */
  get #offersSearch(): boolean {
    return this.#route.page === "item" || this.#route.page === "lost";
  }

  #content() {
    switch (this.#route.page) {
      case "home":
        return html`<hound-home
          .catalogue=${this.#catalogue.value}
          .showcase=${this.#catalogue.showcase}
        ></hound-home>`;
      case "results":
        return html`<hound-results .results=${this.#results.value} ?more=${this.#results.hasMore}></hound-results>`;
      case "item":
        return html`<hound-item
          .view=${this.#item.value}
          .from=${this.#router.visit.value.origin?.route}
        ></hound-item>`;
      case "lost":
        return html`<hound-lost></hound-lost>`;
    }
  }

  async #start(): Promise<void> {
    await this.#shelf.restore();
    this.#router.visit.watch(() => void this.#visited(this.#router.visit.value));
    await this.#visited(this.#router.visit.value);
    this.ready = true;
  }

  async #visited({ route, place }: Visit): Promise<void> {
    this.#load(route);
    this.requestUpdate();
    await this.updateComplete;
    if (place !== undefined) await arrive(this.page, place);
  }

  #load(route: Route): void {
    if (route.page === "home") void this.#catalogue.show(route.selection, route.sort);
    if (route.page === "item") void this.#item.show(route.id, this.#known(route.id));
    if (route.page === "results") {
      const photo = this.#shelf.get(route.photo);
      if (photo === undefined) this.#results.clear();
      else void this.#results.show(photo, route.crop, route.selection);
    }
  }

  /** What the lists at hand tell of an item. */
  #known(id: string) {
    const lists = [...this.#catalogue.value.items, ...this.#results.value.found, ...this.#item.value.similar];
    return lists.find((item) => item.id === id);
  }

  async #search(file: Blob): Promise<void> {
    const photo = await this.#shelf.add(file);
    this.#router.open(resultsOf(photo.key, NOTHING));
  }

  readonly #select = ({ selection }: SelectionChange): void => {
    const route = this.#route;
    if (route.page === "home" || route.page === "results") this.#router.amend({ ...route, selection }, true);
  };

  readonly #sort = ({ sort }: SortChange): void => {
    const route = this.#route;
    if (route.page === "home") this.#router.amend({ ...route, sort }, true);
  };

  readonly #crop = ({ box }: CropChange): void => {
    const route = this.#route;
    if (route.page === "results") this.#router.amend({ ...route, crop: box }, false);
  };

  readonly #more = (): void => {
    void (this.#route.page === "home" ? this.#catalogue.more() : this.#results.more());
  };

  readonly #retry = (): void => {
    const stores = { home: this.#catalogue, results: this.#results, item: this.#item, lost: undefined };
    void stores[this.#route.page]?.retry();
  };

  readonly #skip = (event: Event): void => {
    event.preventDefault();
    this.querySelector("main")?.focus();
  };
}
