/** The service looks at small pictures; more than this only costs time on the way. */
const LONGEST_SIDE = 1600;
const QUALITY = 0.9;

/** Pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Prepared {
  readonly blob: Blob;
  /** Size when upright, in pixels; undefined if this browser cannot read the picture. */
  readonly size: Size | undefined;
}

/** A chosen file made ready to send: upright and no larger than needed; untouched if the browser cannot read it. */
export async function prepare(file: Blob): Promise<Prepared> {
  const bitmap = await readable(file);
  if (bitmap === undefined) return { blob: file, size: undefined };
  const size = fitted(bitmap.width, bitmap.height);
  const blob = size.width === bitmap.width ? file : await redrawn(bitmap, size);
  bitmap.close();
  return { blob, size };
}

/** A size scaled down, never up, so that its longest side is at most `LONGEST_SIDE`. */
export function fitted(width: number, height: number): Size {
  const scale = Math.min(1, LONGEST_SIDE / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

async function readable(file: Blob): Promise<ImageBitmap | undefined> {
  try {
    return await createImageBitmap(file, { imageOrientation: "from-image" });
  } catch {
    return undefined;
  }
}

async function redrawn(bitmap: ImageBitmap, size: Size): Promise<Blob> {
  const canvas = new OffscreenCanvas(size.width, size.height);
  const context = canvas.getContext("2d");
  if (context === null) throw new Error("This browser has no 2D canvas.");
  // JPEG knows no transparency; the service, too, puts see-through pictures on white.
  context.fillStyle = "#fff";
  context.fillRect(0, 0, size.width, size.height);
  context.imageSmoothingQuality = "high";
  context.drawImage(bitmap, 0, 0, size.width, size.height);
  return canvas.convertToBlob({ type: "image/jpeg", quality: QUALITY });
}
