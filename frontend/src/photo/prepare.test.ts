import { expect, it } from "vitest";
import { fitted } from "./prepare";

it("scales the longest side down to 1600 and keeps the shape", () => {
  expect(fitted(4000, 3000)).toEqual({ width: 1600, height: 1200 });
  expect(fitted(3000, 4000)).toEqual({ width: 1200, height: 1600 });
});

it("never enlarges, and never loses a side", () => {
  expect(fitted(640, 480)).toEqual({ width: 640, height: 480 });
  expect(fitted(20_000, 3)).toEqual({ width: 1600, height: 1 });
});
