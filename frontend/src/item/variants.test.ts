import { expect, it } from "vitest";
import { piece } from "./piece.test-data";
import { variantsOf } from "./variants";

it("tells variants apart by size alone, where that is all", () => {
  const [small, medium] = [piece({ id: "S", size: "S", colour: "Red" }), piece({ id: "M", size: "M", colour: "Red" })];
  expect(variantsOf(medium, [small, medium]).map(({ name, current }) => [name, current])).toEqual([
    ["S", false],
    ["M", true],
  ]);
});

it("tells colours too where there are several, and what is sold out", () => {
  const red = piece({ id: "1", size: "S", colour: "Red", availability: "out_of_stock" });
  const blue = piece({ id: "2", size: "S", colour: "Blue" });
  expect(variantsOf(red, [red, blue]).map(({ name, gone }) => [name, gone])).toEqual([
    ["Red, S", true],
    ["Blue, S", false],
  ]);
});

it("calls a variant by its title where nothing else is known", () => {
  const bare = piece({ id: "1", title: "Shirt" });
  expect(variantsOf(bare, [bare])[0]?.name).toBe("Shirt");
});
