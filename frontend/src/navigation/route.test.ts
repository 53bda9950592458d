import { describe, expect, it } from "vitest";
import { WHOLE } from "../crop/box";
import { NOTHING } from "../filters/selection";
import { type Route, formatRoute, itemPath, parseRoute, START } from "./route";

function parsed(path: string): Route {
  return parseRoute(new URL(path, "http://shop.example"));
}

const ROUTES: Route[] = [
  START,
  { page: "home", selection: { ...NOTHING, category: ["T-shirts & tops"], colour: ["Navy", "Red"] }, sort: "price_up" },
  { page: "results", photo: "k3", crop: WHOLE, selection: NOTHING },
  {
    page: "results",
    photo: "k3",
    crop: { x: 0.1, y: 0.2, width: 0.5, height: 0.75 },
    selection: { ...NOTHING, brand: ["A=B"] },
  },
  { page: "item", id: "D-0012" },
  { page: "item", id: "summer/2011 50%#1?.jpg" },
];

describe("addresses", () => {
  it.each(ROUTES)("of %j can be read back", (route) => {
    expect(parsed(formatRoute(route))).toEqual(route);
  });

  it("of the whole picture name no crop", () => {
    expect(formatRoute({ page: "results", photo: "k3", crop: WHOLE, selection: NOTHING })).toBe("/search?photo=k3");
  });

  it("that name no page are lost", () => {
    for (const path of ["/nowhere", "/items/", "/items/%E0%A4%A", "/search/x"]) {
      expect(parsed(path).page, path).toBe("lost");
    }
  });

  it("keep an id in one piece", () => {
    expect(itemPath("a/b")).toBe("/items/a%2Fb");
  });
});
