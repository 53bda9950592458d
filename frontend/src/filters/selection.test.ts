import { describe, expect, it } from "vitest";
import {
  IN_STOCK,
  NOTHING,
  PRICE_MAX,
  PRICE_MIN,
  choices,
  conditions,
  isEmpty,
  readSelection,
  toggled,
  writeSelection,
} from "./selection";

const RED_DRESSES = { ...NOTHING, category: ["Dresses"], colour: ["Red", "Rose & Gold"] };

it("adds a value and takes it away again", () => {
  const once = toggled(NOTHING, "colour", "Red");
  expect(once.colour).toEqual(["Red"]);
  expect(isEmpty(toggled(once, "colour", "Red"))).toBe(true);
});

it("becomes the service's conditions", () => {
  expect(conditions(RED_DRESSES)).toEqual(["category=Dresses", "colour=Red", "colour=Rose & Gold"]);
});

it("survives the address bar", () => {
  const params = new URLSearchParams();
  writeSelection(RED_DRESSES, params);
  expect(readSelection(new URLSearchParams(params.toString()))).toEqual(RED_DRESSES);
});

it("reads repeated and empty values once or not at all", () => {
  const selection = readSelection(new URLSearchParams("colour=Red&colour=Red&colour=&weight=4"));
  expect(selection).toEqual({ ...NOTHING, colour: ["Red"] });
});

it("writes prices as ranges and keeps fields of the shop's own apart", () => {
  const selection = { [PRICE_MIN]: ["10"], [PRICE_MAX]: ["49.9"], [IN_STOCK]: ["true"], photo: ["Studio"] };
  expect(conditions(selection)).toEqual(["photo=Studio", "price>=10", "price<=49.9", "in_stock=true"]);
  const params = new URLSearchParams();
  writeSelection(selection, params);
  expect(params.get("own.photo")).toBe("Studio");
  expect(readSelection(params)).toEqual(selection);
});

it("reads no amounts that are none", () => {
  const params = new URLSearchParams("price_min=cheap&price_max=1e9&in_stock=perhaps&own.=x");
  expect(readSelection(params)).toEqual(NOTHING);
});

describe("choices", () => {
  const facets = {
    colour: [
      { value: "White", count: 3 },
      { value: "Black", count: 8 },
      { value: "Pink", count: 0 },
    ],
  };

  it("are sorted by name, without those that lead nowhere", () => {
    expect(choices(facets, NOTHING, "colour").map(({ value }) => value)).toEqual(["Black", "White"]);
  });

  it("keep a chosen value that leads nowhere, so that it can be taken back", () => {
    const offered = choices(facets, { ...NOTHING, colour: ["Pink", "Teal"] }, "colour");
    expect(offered.filter(({ chosen }) => chosen).map(({ value }) => value)).toEqual(["Pink", "Teal"]);
  });

  it("are none for a field that the service does not count", () => {
    expect(choices({}, NOTHING, "brand")).toEqual([]);
  });
});
