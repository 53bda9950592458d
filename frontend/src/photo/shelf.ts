import { type Prepared, prepare } from "./prepare";

/** A photo that someone searches with. */
export interface Photo extends Prepared {
  readonly key: string;
  /** An address for showing it, as long as this page lives. */
  readonly url: string;
}

const ROOM = 8;
const KEPT = "houndstooth.photo";

/** The last few photos of this tab, by key. The newest also outlives a reload. */
export class Shelf {
  readonly #photos = new Map<string, Photo>();

  async add(file: Blob): Promise<Photo> {
    const key = Math.random().toString(36).slice(2, 8);
    const photo = this.#put(key, await prepare(file));
    keep(photo);
    return photo;
  }

  get(key: string): Photo | undefined {
    return this.#photos.get(key);
  }

  /** Brings back the photo that was open before a reload, if there was one. */
  async restore(): Promise<void> {
    const kept = takeKept();
    if (kept !== undefined) this.#put(kept.key, await prepare(kept.blob));
  }

  #put(key: string, prepared: Prepared): Photo {
    const photo = { ...prepared, key, url: URL.createObjectURL(prepared.blob) };
    this.#photos.set(key, photo);
    for (const old of [...this.#photos.values()].slice(0, -ROOM)) {
      URL.revokeObjectURL(old.url);
      this.#photos.delete(old.key);
    }
    return photo;
  }
}

function keep(photo: Photo): void {
  const reader = new FileReader();
  reader.onload = () => {
    try {
      sessionStorage.setItem(KEPT, JSON.stringify({ key: photo.key, data: reader.result }));
    } catch {
      sessionStorage.removeItem(KEPT); // Too big for the store: a reload then asks for the photo again.
    }
  };
  reader.readAsDataURL(photo.blob);
}

function takeKept(): { key: string; blob: Blob } | undefined {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEPT) ?? "") as { key: string; data: string };
    return { key: kept.key, blob: blobOf(kept.data) };
  } catch {
    return undefined;
  }
}

function blobOf(dataUrl: string): Blob {
  const comma = dataUrl.indexOf(",");
  const type = /^data:([^;,]*)/.exec(dataUrl)?.[1] ?? "";
  const bytes = Uint8Array.from(atob(dataUrl.slice(comma + 1)), (char) => char.charCodeAt(0));
  return new Blob([bytes], { type });
}
