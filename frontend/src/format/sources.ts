import type { Picture } from "../api/types";

const CARD_SIDE = 480;
const FULL_SIDE = 1280;

/** The `srcset` of a picture: its two renderings with their widths, so that the browser takes the one it needs. */
export function sourceSet(picture: Picture): string {
  const card = renderedWidth(picture, CARD_SIDE);
  const full = renderedWidth(picture, FULL_SIDE);
  return full > card ? `${picture.card} ${card}w, ${picture.full} ${full}w` : `${picture.card} ${card}w`;
}

/** The width of a rendering whose longest side is at most `side`; nothing is ever enlarged. */
function renderedWidth(picture: Picture, side: number): number {
  const scale = Math.min(1, side / Math.max(picture.width, picture.height));
  return Math.max(1, Math.round(picture.width * scale));
}
