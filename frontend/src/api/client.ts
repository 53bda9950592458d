import type { Selection } from "../filters/selection";
import { conditions } from "../filters/selection";
import type { Box } from "../crop/box";
import { formatBox, isWhole } from "../crop/box";
import { asProblem, problemOf } from "./problem";
import type { Found, Item, ItemsPage, Sort, Status, Variants } from "./types";

export interface PhotoQuery {
  readonly image: Blob;
  readonly crop: Box;
  readonly selection: Selection;
  readonly k: number;
  readonly cursor?: string;
}

export interface ListQuery {
  readonly selection: Selection;
  readonly sort?: Sort;
  readonly limit: number;
  readonly cursor?: string;
}

export function searchByPhoto(query: PhotoQuery, signal: AbortSignal): Promise<Found> {
  const body = new FormData();
  body.set("image", query.image, "photo");
  body.set("k", String(query.k));
  if (!isWhole(query.crop)) body.set("crop", formatBox(query.crop));
  if (query.cursor !== undefined) body.set("cursor", query.cursor);
  for (const condition of conditions(query.selection)) body.append("where", condition);
  return ask<Found>("/v1/search/image", { method: "POST", body, signal });
}

/** A page of the catalogue. What can be filtered by is counted for the first page only. */
export function listItems(query: ListQuery, signal: AbortSignal): Promise<ItemsPage> {
  const params = new URLSearchParams({ limit: String(query.limit) });
  if (query.sort !== undefined) params.set("sort", query.sort);
  if (query.cursor !== undefined) {
    params.set("cursor", query.cursor);
    params.set("facet", "");
  }
  for (const condition of conditions(query.selection)) params.append("where", condition);
  return ask<ItemsPage>(`/v1/items?${params.toString()}`, { signal });
}

export function getItem(id: string, signal: AbortSignal): Promise<Item> {
  return ask<Item>(`/v1/items/${encodeURIComponent(id)}`, { signal });
}

/** The sizes and colours of a product, the item itself among them. */
export function variantsOf(id: string, signal: AbortSignal): Promise<Variants> {
  return ask<Variants>(`/v1/items/${encodeURIComponent(id)}/variants`, { signal });
}

export function similarItems(id: string, k: number, signal: AbortSignal): Promise<Found> {
  return ask<Found>(`/v1/items/${encodeURIComponent(id)}/similar?k=${k}`, { signal });
}

export function getStatus(): Promise<Status> {
  return ask<Status>("/v1/status", {});
}

/**
 * The service's answer as JSON.
 *
 * @throws Problem when the service says no or cannot be reached; DOMException "AbortError" when `init.signal` fires.
 */
async function ask<T>(path: string, init: RequestInit): Promise<T> {
  try {
    const response = await fetch(path, init);
    if (!response.ok) throw await problemOf(response);
    return (await response.json()) as T;
  } catch (thrown) {
    if (init.signal?.aborted === true) throw thrown;
    throw asProblem(thrown);
  }
}
