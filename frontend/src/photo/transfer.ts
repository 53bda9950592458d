/** Fired when someone hands over a picture, however they did it. */
export class PhotoChosen extends Event {
  constructor(readonly file: Blob) {
    super("photo-chosen", { bubbles: true, composed: true });
  }
}

/** The file among what was dropped or pasted: the first picture, else the first file of any kind. */
export function fileIn(transfer: DataTransfer | null): File | undefined {
  const files = [...(transfer?.files ?? [])];
  return files.find((file) => file.type.startsWith("image/")) ?? files[0];
}

/** Whether what is being dragged holds a file at all. */
export function holdsFile(transfer: DataTransfer | null): boolean {
  return transfer?.types.includes("Files") ?? false;
}

declare global {
  interface HTMLElementEventMap {
    "photo-chosen": PhotoChosen;
  }
}
