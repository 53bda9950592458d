/** What the service says, as JSON. */

export interface Picture {
  /** The longest side is at most 480 pixels. */
  readonly card: string;
  /** The longest side is at most 1280 pixels. */
  readonly full: string;
  /** Size of the original, in pixels. */
  readonly width: number;
  readonly height: number;
}

export interface Price {
  /** A decimal number, such as "39.90". */
  readonly amount: string;
  /** ISO 4217, such as "EUR". */
  readonly currency: string;
}

export type Availability = "in_stock" | "out_of_stock" | "preorder" | "backorder";

/** A value of a field: who said it, and beside it what the service itself sees in the picture. */
export interface Label {
  readonly value: string | null;
  readonly origin: "shop" | "predicted" | "corrected";
  readonly predicted: string | null;
  /** Of what is predicted, 0 to 1. */
  readonly confidence: number | null;
}

export interface Item {
  readonly id: string;
  readonly kind: string;
  readonly title: string;
  readonly category: string | null;
  /** Its place in the shop's category tree, such as "Women > Dresses". */
  readonly category_path: string | null;
  readonly colour: string | null;
  readonly brand: string | null;
  readonly gender: string | null;
  readonly size: string | null;
  /** What one pays today. */
  readonly price: Price | null;
  /** What it was before a reduction. */
  readonly list_price: Price | null;
  readonly availability: Availability | null;
  /** Shared by the variants of one product. */
  readonly group: string | null;
  readonly url: string | null;
  readonly description: string | null;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly labels: Readonly<Partial<Record<string, Label>>>;
  readonly picture: Picture;
  readonly more_pictures: readonly Picture[];
  /** No longer in the shop. */
  readonly retired: boolean;
  /** In lists, the colours of all variants of the product; empty for a piece without variants. */
  readonly colours: readonly string[];
}

export interface Variants {
  readonly items: readonly Item[];
}

export interface FoundItem extends Item {
  /** Likeness, 1 at best. */
  readonly score: number;
}

/** What the service sees in a photo, and how surely, 0 to 1. */
export interface Seen {
  readonly value: string;
  readonly confidence: number;
}

export interface Found {
  readonly results: readonly FoundItem[];
  /** Where the following page starts; null at the end. */
  readonly next: string | null;
  readonly seen: Readonly<Partial<Record<string, Seen>>>;
}

export interface FacetValue {
  readonly value: string;
  readonly count: number;
}

/** How many pieces cost from `least` to `most`, both included; amounts are decimal numbers. */
export interface PriceRange {
  readonly least: string;
  readonly most: string;
  readonly currency: string;
  readonly count: number;
}

/** The orders of a list. */
export const SORTS = ["arrival", "newest", "price_up", "price_down", "title"] as const;
export type Sort = (typeof SORTS)[number];

export type Facets = Readonly<Record<string, readonly FacetValue[]>>;

export interface ItemsPage {
  readonly items: readonly Item[];
  readonly total: number;
  readonly next: string | null;
  readonly facets: Facets;
  readonly prices: readonly PriceRange[];
}

export interface Status {
  /** Null for whoever may not see the items. */
  readonly items: number | null;
  readonly limits: { readonly max_bytes: number; readonly formats: readonly string[] };
}
