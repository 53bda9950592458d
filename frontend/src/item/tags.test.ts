import { expect, it } from "vitest";
import { piece } from "./piece.test-data";
import { tagsOf } from "./tags";

const ITEM = piece({
  category: "Shirts",
  colour: "Navy & Red",
  gender: "",
  attributes: { usage: "Casual", year: "2011" },
  labels: {
    category: { value: "Shirts", origin: "shop", predicted: "Tshirts", confidence: 0.7 },
    usage: { value: "Casual", origin: "predicted", predicted: "Casual", confidence: 0.84 },
  },
});

it("leads from what is known to everything else of that kind", () => {
  expect(tagsOf(ITEM).map(({ value, href }) => [value, href])).toEqual([
    ["Shirts", "/?category=Shirts"],
    ["Navy & Red", "/?colour=Navy+%26+Red"],
    ["Casual", "/?usage=Casual"],
  ]);
});

it("says how sure we are of what we saw ourselves, and of nothing else", () => {
  expect(tagsOf(ITEM).map(({ seen }) => seen)).toEqual([undefined, undefined, 0.84]);
});
