import { expect, it } from "vitest";
import { piece } from "../item/piece.test-data";
import { varied } from "./varied";

const item = (id: string, category: string) => piece({ id, category });

it("prefers items of different kinds", () => {
  const items = [item("1", "Shirts"), item("2", "Shirts"), item("3", "Bags"), item("4", "Hats")];
  expect(varied(items, 3).map(({ id }) => id)).toEqual(["1", "3", "4"]);
});

it("fills up with others, and makes do with fewer", () => {
  const items = [item("1", "Shirts"), item("2", "Shirts")];
  expect(varied(items, 3).map(({ id }) => id)).toEqual(["1", "2"]);
});
