import { expect, it } from "vitest";
import { ownFields } from "./own-fields";
import { NOTHING } from "./selection";

it("offers what the shop counts besides, and what is chosen of it", () => {
  const facets = { kind: [], colour: [], in_stock: [], Fit: [], Material: [] };
  expect(ownFields(facets, NOTHING)).toEqual(["Fit", "Material"]);
  expect(ownFields(facets, { Fit: ["Slim"], Lining: ["Silk"], colour: ["Red"] })).toEqual([
    "Fit",
    "Material",
    "Lining",
  ]);
});
