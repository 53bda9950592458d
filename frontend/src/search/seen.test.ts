import { expect, it } from "vitest";
import { NOTHING } from "../filters/selection";
import { sightsOf } from "./seen";

const SEEN = {
  usage: { value: "Casual", confidence: 0.9 },
  category: { value: "Shirts", confidence: 0.8 },
  sub_category: { value: "Topwear", confidence: 0.99 },
};
const FACETS = { category: [{ value: "Shirts", count: 3 }], usage: [{ value: "Party", count: 2 }] };

it("tells what can be filtered by, in the order of the filters", () => {
  expect(sightsOf(SEEN, FACETS, NOTHING).map(({ value, leads }) => [value, leads])).toEqual([
    ["Shirts", true],
    ["Casual", false],
  ]);
});

it("knows what is chosen, also when nothing of the kind is left", () => {
  const [, casual] = sightsOf(SEEN, FACETS, { ...NOTHING, usage: ["Casual"] });
  expect([casual?.chosen, casual?.leads]).toEqual([true, true]);
});
