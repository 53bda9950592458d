import { expect, it } from "vitest";
import type { Item } from "../api/types";
import { descriptionOf, detailsOf } from "./details";

it("tells what is known, and leaves out what is not", () => {
  const item: Item = {
    id: "1",
    kind: "product",
    title: "Shirt",
    category: "Shirts",
    colour: null,
    brand: null,
    gender: "Women",
    price: null,
    url: null,
    attributes: {
      description: "A shirt.",
      sleeve_length: "Long",
      sub_category: "Topwear",
      season: "Summer",
      year: 2011,
      note: "",
    },
    labels: { sub_category: { value: "Topwear", origin: "predicted", predicted: "Topwear", confidence: 0.9 } },
    picture: { card: "", full: "", width: 3, height: 4 },
  };
  expect(detailsOf(item).map(({ label, text }) => `${label}: ${text}`)).toEqual([
    "Sleeve length: Long",
    "Sub category: Topwear (90% sure)",
    "Year: 2011",
  ]);
  expect(descriptionOf(item)).toBe("A shirt.");
});
