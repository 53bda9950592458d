import { LitElement, html, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { strings } from "../strings";
import { shared } from "../theme/shared";
import { type Box, HANDLES, type Handle, type Point, WHOLE, between, isWhole, moved, resized } from "./box";
import { cropToolStyles } from "./crop-tool.styles";
import { afterKey } from "./keys";

/** How long after the last key the crop counts as released, in milliseconds. */
const SETTLE = 450;

/** Smaller drags are clicks, in fractions of the picture. */
const SLIP = 0.02;

/** Fired when the crop was changed and let go. */
export class CropChange extends Event {
  constructor(readonly box: Box) {
    super("crop-change", { bubbles: true, composed: true });
  }
}

type Drag = Handle | "move" | "draw";

interface Grip {
  readonly drag: Drag;
  readonly pointer: number;
  readonly from: Point;
  readonly box: Box;
}

/** A photo with a box on it that says which part is meant, set by mouse, finger or keys. */
@customElement("hound-crop")
export class CropTool extends LitElement {
  @property() src = "";
  @property() alt = "";
  @property({ type: Number }) width = 1;
  @property({ type: Number }) height = 1;
  @property({ attribute: false }) box: Box = WHOLE;
  @state() private draft: Box | undefined;
  @query(".stage") private readonly stage!: HTMLElement;
  #grip: Grip | undefined;
  #settling: ReturnType<typeof setTimeout> | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#drop();
  }

  protected override render() {
    const box = this.draft ?? this.box;
    const sides = [box.width, box.height, box.x, box.y].map((side) => Math.round(side * 100));
    const [width = 0, height = 0, left = 0, top = 0] = sides;
    return html`
      <div
        class="stage ${isWhole(box) ? "whole" : ""}"
        style="--ratio: ${this.width / this.height}"
        @pointerdown=${this.#pressed}
        @pointermove=${this.#dragged}
        @pointerup=${this.#released}
        @pointercancel=${this.#drop}
      >
        <img src=${this.src} alt=${this.alt} width=${this.width} height=${this.height} draggable="false" />
        <div
          class="box"
          data-drag="move"
          role="application"
          tabindex="0"
          aria-roledescription=${strings.crop.role}
          aria-label=${strings.crop.label(width, height, left, top)}
          style="left: ${box.x * 100}%; top: ${box.y * 100}%; width: ${box.width * 100}%; height: ${box.height * 100}%"
          @keydown=${this.#keyed}
        >
          ${HANDLES.map((handle) => html`<span class="handle ${handle}" data-drag=${handle}></span>`)}
        </div>
      </div>
      <p class="unseen" role="status">
        ${this.draft === undefined ? nothing : strings.crop.changed(width, height, left, top)}
      </p>
    `;
  }

  readonly #pressed = (event: PointerEvent): void => {
    if (event.button !== 0 || this.#grip !== undefined) return;
    const drag = this.#dragAt(event);
    if (drag === undefined) return;
    this.#grip = { drag, pointer: event.pointerId, from: this.#pointAt(event), box: this.draft ?? this.box };
    this.stage.setPointerCapture(event.pointerId);
  };

  /** What a press begins. With the whole picture chosen there is nothing to move, so that a mouse draws a new box. */
  #dragAt(event: PointerEvent): Drag | undefined {
    const target = event.composedPath()[0];
    const drag = target instanceof HTMLElement ? (target.dataset.drag as Drag | undefined) : undefined;
    const drawable = drag === undefined || (drag === "move" && isWhole(this.box));
    if (!drawable) return drag;
    // A finger on the picture scrolls the page.
    return event.pointerType === "touch" ? undefined : "draw";
  }

  readonly #dragged = (event: PointerEvent): void => {
    const grip = this.#grip;
    if (grip?.pointer !== event.pointerId) return;
    const to = this.#pointAt(event);
    const by = { x: to.x - grip.from.x, y: to.y - grip.from.y };
    if (this.draft === undefined && Math.hypot(by.x, by.y) < SLIP) return;
    this.draft = dragged(grip, to, by);
  };

  readonly #released = (event: PointerEvent): void => {
    if (this.#grip?.pointer !== event.pointerId) return;
    this.#grip = undefined;
    this.#settle();
  };

  readonly #keyed = (event: KeyboardEvent): void => {
    const box = afterKey(this.draft ?? this.box, event);
    if (box === undefined) return;
    event.preventDefault();
    this.draft = box;
    clearTimeout(this.#settling);
    this.#settling = setTimeout(() => {
      this.#settle();
    }, SETTLE);
  };

  #settle(): void {
    const box = this.draft;
    this.#drop();
    if (box === undefined) return;
    this.box = box;
    this.dispatchEvent(new CropChange(box));
  }

  readonly #drop = (): void => {
    clearTimeout(this.#settling);
    this.#grip = undefined;
    this.draft = undefined;
  };

  #pointAt(event: PointerEvent): Point {
    const area = this.stage.getBoundingClientRect();
    const inside = (value: number) => Math.min(Math.max(value, 0), 1);
    return {
      x: inside((event.clientX - area.left) / area.width),
      y: inside((event.clientY - area.top) / area.height),
    };
  }

  static override styles = [shared, cropToolStyles];
}

function dragged(grip: Grip, to: Point, by: Point): Box {
  if (grip.drag === "draw") return between(grip.from, to);
  return grip.drag === "move" ? moved(grip.box, by) : resized(grip.box, grip.drag, by);
}

declare global {
  interface HTMLElementEventMap {
    "crop-change": CropChange;
  }
}
