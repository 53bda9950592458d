import { LitElement, html, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { strings } from "../strings";
import { icons } from "../theme/icons";
import { buttons, shared } from "../theme/shared";
import { weaveGround } from "../theme/weave";
import "./camera-dialog";
import type { CameraDialog } from "./camera-dialog";
import { photoPickerStyles } from "./photo-picker.styles";
import { PhotoChosen } from "./transfer";

/** Where the browser's own list of picture types has gaps. */
const ACCEPT = "image/*,.heic,.heif,.avif";

/** The place to choose or take a photo. Dropping and pasting work on the whole page. */
@customElement("hound-picker")
export class PhotoPicker extends LitElement {
  /** A large ground to drop on, a row of two buttons, or a single quiet one. */
  @property({ reflect: true }) look: "ground" | "row" | "link" = "ground";
  @state() private cameraOpened = false;
  @query("#file") private readonly file!: HTMLInputElement;
  @query("#capture") private readonly capture!: HTMLInputElement;
  @query("hound-camera") private readonly camera!: CameraDialog | null;

  protected override render() {
    return html`
      <div class="zone" role="group" aria-label=${strings.picker.label}>
        ${this.look === "ground" ? this.#invitation() : nothing}
        <div class="ways">${this.look === "link" ? this.#link() : this.#buttons()}</div>
        <input id="file" type="file" accept=${ACCEPT} tabindex="-1" hidden @change=${this.#picked} />
        <input
          id="capture"
          type="file"
          accept="image/*"
          capture="environment"
          tabindex="-1"
          hidden
          @change=${this.#picked}
        />
      </div>
      ${this.cameraOpened ? html`<hound-camera></hound-camera>` : nothing}
    `;
  }

  #invitation() {
    return html`${weaveGround()}
      <div class="invitation">
        <p class="drop">${strings.picker.drop}</p>
        <p class="hint">${strings.picker.dropHint(navigator.userAgent.includes("Mac"))}</p>
        <p class="touch">${strings.picker.touch}</p>
      </div>`;
  }

  #link() {
    return html`<button class="link" id="choose" @click=${this.#choose}>
      ${icons.camera} ${strings.picker.label}
    </button>`;
  }

  #buttons() {
    const ground = this.look === "ground";
    return html`
      <button class="button ${ground ? "primary" : ""}" id="choose" @click=${this.#choose}>
        ${icons.picture} ${ground ? strings.picker.choose : strings.picker.another}
      </button>
      <button class="button" id="photograph" @click=${this.#photograph}>
        ${icons.camera} ${strings.picker.photograph}
      </button>
    `;
  }

  readonly #choose = (): void => {
    this.file.click();
  };

  /** Phones have a camera app, which is better than any page; elsewhere the page takes the photo itself. */
  readonly #photograph = async (): Promise<void> => {
    if (matchMedia("(pointer: coarse)").matches) {
      this.capture.click();
      return;
    }
    this.cameraOpened = true;
    await this.updateComplete;
    await this.camera?.open();
  };

  readonly #picked = (event: Event): void => {
    const input = event.target as HTMLInputElement;
    const file = input.files?.[0];
    input.value = ""; // So that choosing the same file again is a change, too.
    if (file !== undefined) this.dispatchEvent(new PhotoChosen(file));
  };

  static override styles = [shared, buttons, photoPickerStyles];
}
