import { expect, it } from "vitest";
import { detailsOf } from "./details";
import { piece } from "./piece.test-data";

it("tells what is known, and leaves out what is not", () => {
  const item = piece({
    gender: "Women",
    attributes: { sleeve_length: "Long", sub_category: "Topwear", season: "Summer", year: 2011, note: "" },
    labels: { sub_category: { value: "Topwear", origin: "predicted", predicted: "Topwear", confidence: 0.9 } },
  });
  expect(detailsOf(item).map(({ label, text }) => `${label}: ${text}`)).toEqual([
    "Sleeve length: Long",
    "Sub category: Topwear (90% sure)",
    "Year: 2011",
  ]);
});
