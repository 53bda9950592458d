import { describe, expect, it } from "vitest";
import { type Box, HANDLES, MIN_SIDE, WHOLE, between, formatBox, isWhole, moved, parseBox, resized } from "./box";

const HALF: Box = { x: 0.25, y: 0.25, width: 0.5, height: 0.5 };
const FAR = [-2, -0.3, -0.01, 0, 0.01, 0.3, 2];

function isValid(box: Box): boolean {
  const slack = 1e-9;
  return (
    Math.min(box.x, box.y) >= 0 &&
    Math.max(box.x + box.width, box.y + box.height) <= 1 + slack &&
    Math.min(box.width, box.height) >= MIN_SIDE - slack
  );
}

describe("moved", () => {
  it("shifts the box and keeps its size", () => {
    expect(moved(HALF, { x: 0.1, y: -0.1 })).toEqual({ x: 0.35, y: 0.15, width: 0.5, height: 0.5 });
  });

  it("stops at the edges of the picture", () => {
    expect(moved(HALF, { x: 9, y: -9 })).toEqual({ x: 0.5, y: 0, width: 0.5, height: 0.5 });
  });
});

describe("resized", () => {
  it("moves only the edges of the handle", () => {
    expect(resized(HALF, "e", { x: 0.1, y: 0.7 })).toEqual({ x: 0.25, y: 0.25, width: 0.6, height: 0.5 });
    const corner = resized(HALF, "nw", { x: 0.1, y: 0.2 });
    expect([corner.x, corner.y].map((n) => n.toFixed(2))).toEqual(["0.35", "0.45"]);
    expect(corner.x + corner.width).toBeCloseTo(0.75);
    expect(corner.y + corner.height).toBeCloseTo(0.75);
  });

  it("gives a valid box for every handle, however far it is dragged", () => {
    for (const handle of HANDLES) {
      for (const x of FAR) {
        for (const y of FAR) {
          expect(isValid(resized(HALF, handle, { x, y })), `${handle} ${x} ${y}`).toBe(true);
        }
      }
    }
  });
});

describe("between", () => {
  it("is the same whichever corner the drag began at", () => {
    const a = { x: 0.1, y: 0.8 };
    const b = { x: 0.6, y: 0.2 };
    expect(between(a, b)).toEqual(between(b, a));
  });

  it("stays inside and large enough, even for a point in a corner", () => {
    expect(isValid(between({ x: 1, y: 1 }, { x: 1, y: 1 }))).toBe(true);
    expect(isValid(between({ x: 0, y: 1 }, { x: 0.01, y: 0.99 }))).toBe(true);
  });
});

describe("text form", () => {
  it("survives a round trip", () => {
    expect(parseBox(formatBox(HALF))).toEqual(HALF);
  });

  it("never reaches beyond the picture after rounding", () => {
    const text = formatBox({ x: 0.33336, y: 0.1, width: 0.66664, height: 0.9 });
    const [x = 0, , width = 0] = text.split(",").map(Number);
    expect(x + width).toBeLessThanOrEqual(1);
  });

  it("is the whole picture where it makes no sense", () => {
    for (const text of [null, "", "1,2", "a,b,c,d", "0,0,0,1", "0.5,0,0.6,1", "-0.1,0,1,1", "0,0,1,1,1", ",,,"]) {
      expect(parseBox(text), String(text)).toEqual(WHOLE);
    }
  });

  it("knows the whole picture", () => {
    expect(isWhole(WHOLE)).toBe(true);
    expect(isWhole({ ...WHOLE, width: 0.99999 })).toBe(true);
    expect(isWhole(HALF)).toBe(false);
  });
});
