import { expect, it } from "vitest";
import { type Box, WHOLE } from "./box";
import { afterKey } from "./keys";

const HALF: Box = { x: 0.25, y: 0.25, width: 0.5, height: 0.5 };

it("moves with the arrow keys", () => {
  expect(afterKey(HALF, { key: "ArrowRight", shiftKey: false })).toEqual({ ...HALF, x: 0.27 });
  expect(afterKey(HALF, { key: "ArrowUp", shiftKey: false })).toEqual({ ...HALF, y: 0.23 });
});

it("resizes with Shift and the arrow keys", () => {
  const smaller = afterKey(WHOLE, { key: "ArrowLeft", shiftKey: true });
  expect(smaller).toEqual({ ...WHOLE, width: 0.98 });
});

it("leaves every other key alone", () => {
  expect(afterKey(HALF, { key: "Tab", shiftKey: false })).toBeUndefined();
  expect(afterKey(HALF, { key: "Enter", shiftKey: true })).toBeUndefined();
});
