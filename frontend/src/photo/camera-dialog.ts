import { LitElement, css, html, nothing } from "lit";
import { customElement, query, state } from "lit/decorators.js";
import { strings } from "../strings";
import { buttons, shared } from "../theme/shared";
import { PhotoChosen } from "./transfer";

const QUALITY = 0.92;

/** Takes a photo with the computer's camera. */
@customElement("hound-camera")
export class CameraDialog extends LitElement {
  @state() private stream: MediaStream | undefined;
  /** Whether the camera has given its first picture. */
  @state() private seeing = false;
  @state() private refusal = "";
  @query("dialog") private readonly dialog!: HTMLDialogElement;
  @query("video") private readonly video!: HTMLVideoElement;

  async open(): Promise<void> {
    this.refusal = "";
    this.dialog.showModal();
    try {
      const stream = await startCamera();
      // The dialog may have been closed while the browser asked for leave.
      if (this.dialog.open) this.stream = stream;
      else stop(stream);
    } catch (thrown) {
      this.refusal = refusalOf(thrown);
    }
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#closed();
  }

  protected override render() {
    return html`
      <dialog aria-labelledby="title" @close=${this.#closed}>
        <h2 id="title">${strings.camera.title}</h2>
        ${
          this.refusal === ""
            ? html`<video
                .srcObject=${this.stream ?? null}
                @loadeddata=${this.#saw}
                autoplay
                playsinline
                muted
                aria-label=${strings.camera.view}
              ></video>`
            : html`<p role="alert">${this.refusal}</p>`
        }
        <div class="ways">
          ${
            this.refusal === ""
              ? html`<button class="button primary" ?disabled=${!this.seeing} @click=${this.#shoot}>
                  ${this.seeing ? strings.camera.shoot : strings.camera.starting}
                </button>`
              : nothing
          }
          <button class="button" @click=${this.#cancel}>${strings.camera.cancel}</button>
        </div>
      </dialog>
    `;
  }

  readonly #shoot = async (): Promise<void> => {
    const { videoWidth: width, videoHeight: height } = this.video;
    const canvas = new OffscreenCanvas(width, height);
    canvas.getContext("2d")?.drawImage(this.video, 0, 0);
    const photo = await canvas.convertToBlob({ type: "image/jpeg", quality: QUALITY });
    this.dialog.close();
    this.dispatchEvent(new PhotoChosen(photo));
  };

  readonly #saw = (): void => {
    this.seeing = true;
  };

  readonly #cancel = (): void => {
    this.dialog.close();
  };

  readonly #closed = (): void => {
    stop(this.stream);
    this.stream = undefined;
    this.seeing = false;
  };

  static override styles = [
    shared,
    buttons,
    css`
      dialog {
        width: min(44rem, 92vw);
        padding: 1.75rem;
        border: 1px solid var(--line);
        background: var(--paper);
        color: var(--ink);
      }

      dialog::backdrop {
        background: rgb(20 19 17 / 70%);
      }

      h2 {
        margin-bottom: 1.25rem;
        font-size: 1.5rem;
      }

      video {
        display: block;
        width: 100%;
        aspect-ratio: 4 / 3;
        background: #141311;
        object-fit: contain;
      }

      .ways {
        display: flex;
        flex-wrap: wrap;
        gap: 0.75rem;
        margin-top: 1.25rem;
      }

      button:disabled {
        opacity: 0.6;
        cursor: progress;
      }
    `,
  ];
}

async function startCamera(): Promise<MediaStream> {
  // Undefined on pages that are not secure, whatever the types say.
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  if (devices === undefined) throw new DOMException("", "SecurityError");
  return devices.getUserMedia({ video: { facingMode: "environment", width: { ideal: 1600 } }, audio: false });
}

function refusalOf(thrown: unknown): string {
  const name = thrown instanceof DOMException ? thrown.name : "";
  if (name === "SecurityError") return strings.camera.insecure;
  return name === "NotAllowedError" ? strings.camera.refused : strings.camera.missing;
}

function stop(stream: MediaStream | undefined): void {
  for (const track of stream?.getTracks() ?? []) track.stop();
}
