import { expect, it } from "vitest";
import { swatch } from "./colours";

it("knows a name however it is written", () => {
  expect(swatch("Navy Blue")).toBe(swatch("navy-blue"));
  expect(swatch("Gray")).toBe(swatch("grey"));
});

it("falls back to the colour that a shade is of", () => {
  expect(swatch("Faded Blue")).toBe(swatch("Blue"));
});

it("shows many colours and unknown ones as such", () => {
  expect(swatch("Multicoloured")).toContain("conic-gradient");
  expect(swatch("Zeitgeist")).toContain("repeating-linear-gradient");
});

it("never lets a name from a feed into the style", () => {
  expect(swatch("red; background-image: url(x)")).not.toContain("url");
});
