import { type Box, type Point, moved, resized } from "./box";

const STEP = 0.02;

const ARROWS: Readonly<Record<string, Point>> = {
  ArrowLeft: { x: -STEP, y: 0 },
  ArrowRight: { x: STEP, y: 0 },
  ArrowUp: { x: 0, y: -STEP },
  ArrowDown: { x: 0, y: STEP },
};

export interface KeyStroke {
  readonly key: string;
  readonly shiftKey: boolean;
}

/**
 * The box after a key: arrows move it, with Shift they pull its right and bottom edges.
 * Undefined for every other key, which is not ours.
 */
export function afterKey(box: Box, stroke: KeyStroke): Box | undefined {
  const by = ARROWS[stroke.key];
  if (by === undefined) return undefined;
  return stroke.shiftKey ? resized(box, "se", by) : moved(box, by);
}
