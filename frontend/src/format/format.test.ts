import { describe, expect, it } from "vitest";
import { attributeText, fieldLabel } from "./label";
import { formatPrice } from "./price";
import { formatMegabytes, formatScore } from "./quantity";
import { sourceSet } from "./sources";

describe("prices", () => {
  it("are written as the locale does", () => {
    expect(formatPrice({ amount: "1039.9", currency: "EUR" }, "en")).toBe("€1,039.90");
    expect(formatPrice({ amount: "39.90", currency: "EUR" }, "de")).toBe("39,90\u00a0€");
    expect(formatPrice({ amount: "4200", currency: "JPY" }, "en")).toBe("¥4,200");
  });

  it("show a currency that does not exist as it came", () => {
    expect(formatPrice({ amount: "12.50", currency: "??" }, "en")).toBe("12.50 ??");
  });
});

describe("quantities", () => {
  it("keep a score between nothing and all", () => {
    expect([-0.2, 0.834, 1.0001].map((score) => formatScore(score, "en"))).toEqual(["0%", "83%", "100%"]);
  });

  it("tell limits in megabytes", () => {
    expect(formatMegabytes(25 * 2 ** 20, "en")).toBe("25 MB");
    expect(formatMegabytes(1.5 * 2 ** 20, "en")).toBe("1.5 MB");
  });
});

describe("labels", () => {
  it("turn field names into headings", () => {
    expect(["sleeve_length", "sleeveLength", "season"].map(fieldLabel)).toEqual([
      "Sleeve length",
      "Sleeve length",
      "Season",
    ]);
  });

  it("tell values in words, and nothing of empty ones", () => {
    expect(attributeText(["Linen", "", "Cotton"])).toBe("Linen, Cotton");
    expect(attributeText(2011)).toBe("2011");
    expect([null, undefined, " ", {}, []].map(attributeText)).toEqual(Array(5).fill(undefined));
  });
});

describe("picture sources", () => {
  it("name the true width of each rendering", () => {
    const picture = { card: "c", full: "f", width: 1500, height: 2000 };
    expect(sourceSet(picture)).toBe("c 360w, f 960w");
  });

  it("name one where both are the same, because nothing is enlarged", () => {
    expect(sourceSet({ card: "c", full: "f", width: 192, height: 256 })).toBe("c 192w");
  });
});
