import { expect, it } from "vitest";
import type { Item } from "../api/types";
import { varied } from "./varied";

function item(id: string, category: string): Item {
  const picture = { card: "", full: "", width: 3, height: 4 };
  const plain = { kind: "product", title: id, colour: null, brand: null, gender: null, price: null, url: null };
  return { id, category, ...plain, attributes: {}, labels: {}, picture };
}

it("prefers items of different kinds", () => {
  const items = [item("1", "Shirts"), item("2", "Shirts"), item("3", "Bags"), item("4", "Hats")];
  expect(varied(items, 3).map(({ id }) => id)).toEqual(["1", "3", "4"]);
});

it("fills up with others, and makes do with fewer", () => {
  const items = [item("1", "Shirts"), item("2", "Shirts")];
  expect(varied(items, 3).map(({ id }) => id)).toEqual(["1", "2"]);
});
