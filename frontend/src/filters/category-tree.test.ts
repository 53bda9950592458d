import { describe, expect, it } from "vitest";
import { hasTree, nodes, toggledNode } from "./category-tree";
import { NOTHING, PATH } from "./selection";

function facets(...values: string[]) {
  return { [PATH]: values.map((value) => ({ value, count: 2 })) };
}

const LARGE = facets(
  "Men",
  "Women",
  "Women > Coats",
  "Women > Dresses",
  "Women > Dresses > Maxi",
  ...Array.from({ length: 30 }, (_, at) => `Men > ${at}`),
);

it("is no tree where categories stand side by side", () => {
  expect([hasTree(facets("Coats", "Skirts"), NOTHING), hasTree(LARGE, NOTHING)]).toEqual([false, true]);
});

describe("nodes", () => {
  it("of a small tree are all shown, each below its parent", () => {
    const small = facets("Women > Dresses", "Women & Girls", "Women", "Women > Dresses > Maxi");
    expect(nodes(small, NOTHING).map(({ name, depth }) => [name, depth])).toEqual([
      ["Women", 0],
      ["Dresses", 1],
      ["Maxi", 2],
      ["Women & Girls", 0],
    ]);
  });

  it("of a large tree are those at the root, and those beside and below what is chosen", () => {
    const shown = (node: string) => nodes(LARGE, { [PATH]: [node] }).map(({ name }) => name);
    expect(nodes(LARGE, NOTHING).map(({ name }) => name)).toEqual(["Men", "Women"]);
    expect(shown("Women")).toEqual(["Men", "Women", "Coats", "Dresses"]);
    expect(shown("Women > Dresses > Maxi")).toEqual(["Men", "Women", "Coats", "Dresses", "Maxi"]);
  });
});

describe("choosing a node", () => {
  it("narrows or widens a chosen one, and leaves others alone", () => {
    const start = { [PATH]: ["Women", "Men"] };
    const narrower = toggledNode(start, "Women > Dresses");
    expect(narrower[PATH]).toEqual(["Men", "Women > Dresses"]);
    expect(toggledNode(narrower, "Women")[PATH]).toEqual(["Men", "Women"]);
  });

  it("takes it back the second time", () => {
    expect(toggledNode({ [PATH]: ["Women"] }, "Women")).toEqual(NOTHING);
  });
});
