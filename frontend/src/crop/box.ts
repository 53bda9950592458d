/** A part of the upright picture, in fractions of its width and height (0 to 1). */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Which edges a drag moves: "n" is the top edge, "se" the bottom right corner. */
export const HANDLES = ["nw", "n", "ne", "e", "se", "s", "sw", "w"] as const;
export type Handle = (typeof HANDLES)[number];

export const WHOLE: Box = { x: 0, y: 0, width: 1, height: 1 };

/** No side of a box is smaller than this part of the picture. */
export const MIN_SIDE = 0.08;

const PRECISION = 10_000;

export function isWhole(box: Box): boolean {
  return formatBox(box) === formatBox(WHOLE);
}

/** The box shifted, stopped at the picture's edges. */
export function moved(box: Box, by: Point): Box {
  return { ...box, x: clamp(box.x + by.x, 0, 1 - box.width), y: clamp(box.y + by.y, 0, 1 - box.height) };
}

/** The box with the handle's edges shifted; the other edges stay, and no side falls below `MIN_SIDE`. */
export function resized(box: Box, handle: Handle, by: Point): Box {
  let [left, top, right, bottom] = [box.x, box.y, box.x + box.width, box.y + box.height];
  if (handle.includes("w")) left = clamp(left + by.x, 0, right - MIN_SIDE);
  if (handle.includes("e")) right = clamp(right + by.x, left + MIN_SIDE, 1);
  if (handle.includes("n")) top = clamp(top + by.y, 0, bottom - MIN_SIDE);
  if (handle.includes("s")) bottom = clamp(bottom + by.y, top + MIN_SIDE, 1);
  return { x: left, y: top, width: right - left, height: bottom - top };
}

/** The box between two points, at least `MIN_SIDE` wide and high. */
export function between(from: Point, to: Point): Box {
  const [x, width] = span(from.x, to.x);
  const [y, height] = span(from.y, to.y);
  return { x, y, width, height };
}

/** "x,y,width,height", as the service reads it. */
export function formatBox(box: Box): string {
  const x = Math.round(box.x * PRECISION);
  const y = Math.round(box.y * PRECISION);
  const width = Math.min(Math.round(box.width * PRECISION), PRECISION - x);
  const height = Math.min(Math.round(box.height * PRECISION), PRECISION - y);
  return [x, y, width, height].map((side) => String(side / PRECISION)).join(",");
}

/** The box that a text names; the whole picture where it names none that is valid. */
export function parseBox(text: string | null): Box {
  const [x = NaN, y = NaN, width = NaN, height = NaN, ...rest] = (text ?? "").split(",").map(Number);
  const box = { x, y, width, height };
  return rest.length === 0 && isInside(box) ? box : WHOLE;
}

/** Whether a box has an area and lies in the picture, give or take what rounding does. NaN makes it false. */
function isInside({ x, y, width, height }: Box): boolean {
  const slack = 1 / PRECISION;
  return Math.min(x, y) >= 0 && Math.min(width, height) > 0 && Math.max(x + width, y + height) <= 1 + slack;
}

function span(a: number, b: number): [start: number, length: number] {
  const length = clamp(Math.abs(b - a), MIN_SIDE, 1);
  return [clamp(Math.min(a, b), 0, 1 - length), length];
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}
