import { getItem, similarItems, variantsOf } from "../api/client";
import { type Problem, asProblem } from "../api/problem";
import type { FoundItem, Item } from "../api/types";
import { Latest } from "../state/latest";
import { Recent } from "../state/recent";
import { Store } from "../state/store";

const SIMILAR = 12;

/** One item and what looks like it. The item may be shown before the others are found. */
export interface ItemView {
  readonly id: string;
  readonly item: Item | undefined;
  /** Its sizes and colours, itself among them. */
  readonly variants: readonly Item[];
  readonly similar: readonly FoundItem[];
  readonly phase: "loading" | "ready" | Problem;
}

export class ItemStore extends Store<ItemView> {
  readonly #latest = new Latest();
  readonly #recent = new Recent<ItemView>();

  constructor() {
    super({ id: "", item: undefined, variants: [], similar: [], phase: "loading" });
  }

  /** Shows an item; `known` is what a list already told of it. */
  async show(id: string, known?: Item): Promise<void> {
    this.#latest.abort();
    const before = this.#recent.get(id);
    if (before === undefined) await this.#load({ id, item: known, variants: [], similar: [], phase: "loading" });
    else this.set(before);
  }

  async retry(): Promise<void> {
    await this.#load({ ...this.value, phase: "loading" });
  }

  async #load(from: ItemView): Promise<void> {
    this.set(from);
    try {
      const answer = await this.#latest.run((signal) =>
        Promise.all([getItem(from.id, signal), similarItems(from.id, SIMILAR, signal), variantsOf(from.id, signal)]),
      );
      if (answer === undefined) return;
      const [item, similar, variants] = answer;
      const ready: ItemView = {
        ...from,
        item,
        variants: variants.items,
        similar: similar.results,
        phase: "ready",
      };
      this.#recent.set(from.id, ready);
      this.set(ready);
    } catch (thrown) {
      this.set({ ...from, phase: asProblem(thrown) });
    }
  }
}
