import { listItems, searchByPhoto } from "../api/client";
import { Problem, asProblem } from "../api/problem";
import { serviceStatus } from "../api/service";
import type { Facets, Found, FoundItem, PriceRange } from "../api/types";
import { type Box, WHOLE, formatBox } from "../crop/box";
import { NOTHING, type Selection, conditions } from "../filters/selection";
import { formatMegabytes } from "../format/quantity";
import type { Photo } from "../photo/shelf";
import { Latest } from "../state/latest";
import { Recent } from "../state/recent";
import { Store } from "../state/store";
import { strings } from "../strings";

const PAGE = 24;

/** What a photo finds. While a changed question is being answered, the answer to the last one stays. */
export interface Results {
  readonly photo: Photo | undefined;
  readonly crop: Box;
  readonly selection: Selection;
  /** Where the following results start; null when there are no more. */
  readonly next: string | null;
  readonly phase: "loading" | "ready" | Problem;
  readonly found: readonly FoundItem[];
  readonly seen: Found["seen"];
  readonly facets: Facets;
  readonly prices: readonly PriceRange[];
}

const START: Results = {
  photo: undefined,
  crop: WHOLE,
  selection: NOTHING,
  next: null,
  phase: "loading",
  found: [],
  seen: {},
  facets: {},
  prices: [],
};

export class ResultsStore extends Store<Results> {
  readonly #latest = new Latest();
  readonly #recent = new Recent<Results>();

  constructor() {
    super(START);
  }

  /** Searches with a part of a photo; from memory if that was searched a while ago. */
  async show(photo: Photo, crop: Box, selection: Selection): Promise<void> {
    this.#latest.abort();
    const known = this.#recent.get(keyOf(photo, crop, selection));
    if (known !== undefined) {
      this.set(known);
      return;
    }
    const { found, seen, facets, prices } = this.value;
    const last = this.value.photo?.key === photo.key ? { found, seen } : {};
    await this.#load({ ...START, photo, crop, selection, facets, prices, ...last });
  }

  /** Forgets the photo, when the address names one that is not here. */
  clear(): void {
    this.#latest.abort();
    this.set(START);
  }

  get hasMore(): boolean {
    return this.value.next !== null;
  }

  async more(): Promise<void> {
    if (this.value.next !== null) await this.#load(this.value);
  }

  async retry(): Promise<void> {
    await this.#load(this.value);
  }

  /** Adds the next results where the last ones ended, else finds the first. */
  async #load(asked: Results): Promise<void> {
    const { photo, crop, selection } = asked;
    if (photo === undefined) return;
    this.set({ ...asked, phase: "loading" });
    try {
      const answer = await this.#latest.run((signal) => answered(photo, asked, signal));
      if (answer === undefined) return;
      const ready: Results = { ...asked, ...answer, phase: "ready" };
      this.#recent.set(keyOf(photo, crop, selection), ready);
      this.set(ready);
    } catch (thrown) {
      this.set({ ...asked, found: [], next: null, phase: asProblem(thrown) });
    }
  }
}

type Answered = Pick<Results, "found" | "next" | "seen" | "facets" | "prices">;

async function answered(photo: Photo, asked: Results, signal: AbortSignal): Promise<Answered> {
  await checkSize(photo.blob);
  const { crop, selection, next, facets, prices } = asked;
  const query = { image: photo.blob, crop, selection, k: PAGE };
  if (next !== null) {
    const { results, ...found } = await searchByPhoto({ ...query, cursor: next }, signal);
    return { found: [...asked.found, ...results], next: found.next, seen: asked.seen, facets, prices };
  }
  const [found, page] = await Promise.all([
    searchByPhoto(query, signal),
    // The search tells no counts; those of the catalogue are what can be chosen from.
    listItems({ selection, limit: 1 }, signal),
  ]);
  return { found: found.results, next: found.next, seen: found.seen, facets: page.facets, prices: page.prices };
}

/** Spares the upload of a file that the service would refuse. */
async function checkSize(blob: Blob): Promise<void> {
  const limit = (await serviceStatus())?.limits.max_bytes ?? Infinity;
  if (blob.size <= limit) return;
  const words = strings.problem.tooLarge(formatMegabytes(limit));
  throw new Problem(words.title, words.detail, 413);
}

function keyOf(photo: Photo, crop: Box, selection: Selection): string {
  return JSON.stringify([photo.key, formatBox(crop), conditions(selection)]);
}
