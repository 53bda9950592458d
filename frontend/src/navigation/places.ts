/** Where a reader stood on a page: how far down, and at which item. */
export interface Place {
  readonly scroll: number;
  readonly item: string | undefined;
}

export const TOP: Place = { scroll: 0, item: undefined };

/** The places of this visit, by history entry. */
export class Places {
  readonly #places = new Map<string, Place>();

  remember(entry: string, place: Place): void {
    this.#places.set(entry, place);
  }

  of(entry: string): Place | undefined {
    return this.#places.get(entry);
  }
}
