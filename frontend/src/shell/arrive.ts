import type { LitElement } from "lit";
import type { ItemGrid } from "../listing/item-grid";
import type { Place } from "../navigation/places";

/**
 * Puts the reader where they belong on a page just opened: back at the item whose link they followed,
 * else at the heading, so that a screen reader says where it is.
 */
export async function arrive(page: LitElement | null, place: Place): Promise<void> {
  if (page === null) return;
  await new Promise(requestAnimationFrame);
  const grid = page.renderRoot.querySelector<ItemGrid>("hound-grid");
  const found = place.item !== undefined && grid?.focusItem(place.item) === true;
  if (!found) page.renderRoot.querySelector<HTMLElement>("h1")?.focus({ preventScroll: true });
  window.scrollTo({ top: place.scroll, behavior: "instant" });
}
