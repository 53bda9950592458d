import { listItems } from "../api/client";
import { type Problem, asProblem } from "../api/problem";
import type { Facets, Item, PriceRange, Sort } from "../api/types";
import { NOTHING, type Selection, conditions } from "../filters/selection";
import { Latest } from "../state/latest";
import { Recent } from "../state/recent";
import { Store } from "../state/store";

const PAGE = 48;

/** The part of the catalogue that matches a selection, as far as it has been paged through. */
export interface Catalogue {
  readonly selection: Selection;
  readonly sort: Sort;
  readonly phase: "loading" | "more" | "ready" | Problem;
  readonly items: readonly Item[];
  readonly total: number;
  readonly next: string | null;
  readonly facets: Facets;
  readonly prices: readonly PriceRange[];
}

const START: Catalogue = {
  selection: NOTHING,
  sort: "arrival",
  phase: "loading",
  items: [],
  total: 0,
  next: null,
  facets: {},
  prices: [],
};

export class CatalogueStore extends Store<Catalogue> {
  readonly #latest = new Latest();
  readonly #recent = new Recent<Catalogue>();

  /** The first items that were ever shown. Filters come and go, the pictures at the top of the page stay. */
  showcase: readonly Item[] = [];

  constructor() {
    super(START);
  }

  /** Shows what matches; from memory if it was shown a while ago. */
  async show(selection: Selection, sort: Sort): Promise<void> {
    this.#latest.abort();
    const known = this.#recent.get(keyOf(selection, sort));
    const { facets, prices, total } = this.value;
    if (known !== undefined) this.set(known);
    else await this.#load({ ...START, selection, sort, facets, prices, total });
  }

  /** Adds the next page. */
  async more(): Promise<void> {
    if (this.value.next !== null) await this.#load({ ...this.value, phase: "more" });
  }

  /** Asks again after a problem. */
  async retry(): Promise<void> {
    const { items, next } = this.value;
    await this.#load({ ...this.value, phase: items.length > 0 && next !== null ? "more" : "loading" });
  }

  async #load(from: Catalogue): Promise<void> {
    this.set(from);
    try {
      const cursor = from.next === null ? {} : { cursor: from.next };
      const query = { selection: from.selection, sort: from.sort, limit: PAGE, ...cursor };
      const page = await this.#latest.run((signal) => listItems(query, signal));
      if (page === undefined) return;
      const { facets, prices } = from.next === null ? page : from;
      const items = [...from.items, ...page.items];
      const ready: Catalogue = { ...from, ...page, facets, prices, phase: "ready", items };
      if (this.showcase.length === 0) this.showcase = page.items;
      this.#recent.set(keyOf(from.selection, from.sort), ready);
      this.set(ready);
    } catch (thrown) {
      this.set({ ...from, phase: asProblem(thrown) });
    }
  }
}

function keyOf(selection: Selection, sort: Sort): string {
  return JSON.stringify([sort, conditions(selection)]);
}
