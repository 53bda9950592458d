import type { ReactiveController, ReactiveControllerHost } from "lit";
import { fileIn, holdsFile } from "./transfer";

/** Takes pictures that are dropped or pasted anywhere on the page. */
export class PageDrop implements ReactiveController {
  /** Whether a file is being held over the page. */
  over = false;

  constructor(
    private readonly host: ReactiveControllerHost,
    private readonly take: (file: File) => void,
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    window.addEventListener("dragover", this.#dragover);
    window.addEventListener("dragleave", this.#dragleave);
    window.addEventListener("drop", this.#dropped);
    window.addEventListener("paste", this.#pasted);
  }

  hostDisconnected(): void {
    window.removeEventListener("dragover", this.#dragover);
    window.removeEventListener("dragleave", this.#dragleave);
    window.removeEventListener("drop", this.#dropped);
    window.removeEventListener("paste", this.#pasted);
  }

  readonly #dragover = (event: DragEvent): void => {
    if (!holdsFile(event.dataTransfer)) return;
    event.preventDefault();
    this.#show(true);
  };

  readonly #dragleave = (event: DragEvent): void => {
    if (event.relatedTarget === null) this.#show(false); // It left the window, not just an element in it.
  };

  readonly #dropped = (event: DragEvent): void => {
    if (!holdsFile(event.dataTransfer)) return;
    event.preventDefault();
    this.#show(false);
    const file = fileIn(event.dataTransfer);
    if (file !== undefined) this.take(file);
  };

  readonly #pasted = (event: ClipboardEvent): void => {
    const file = fileIn(event.clipboardData);
    if (file !== undefined) this.take(file);
  };

  #show(over: boolean): void {
    if (over === this.over) return;
    this.over = over;
    this.host.requestUpdate();
  }
}
