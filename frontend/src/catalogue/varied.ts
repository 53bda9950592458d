import type { Item } from "../api/types";

/** The first `count` items of which no two share a category; filled up with others where there are too few kinds. */
export function varied(items: readonly Item[], count: number): Item[] {
  const firsts = new Map<string | null, Item>();
  for (const item of items) if (!firsts.has(item.category)) firsts.set(item.category, item);
  const picked = [...firsts.values()].slice(0, count);
  const others = items.filter((item) => !picked.includes(item));
  return [...picked, ...others].slice(0, count);
}
