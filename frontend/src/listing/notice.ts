import { LitElement, css, html, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { Problem } from "../api/problem";
import { strings } from "../strings";
import { buttons, shared } from "../theme/shared";

const SERVER_FAULT = 500;

/** Fired when someone takes the way out that a notice offers. */
export class NoticeAction extends Event {
  constructor() {
    super("notice-action", { bubbles: true, composed: true });
  }
}

/** Says in words why there is nothing to see, and what to do about it. */
@customElement("hound-notice")
export class Notice extends LitElement {
  @property() heading = "";
  @property() text = "";
  /** Small print, for whoever looks into it. */
  @property() note = "";
  /** A command to type, shown as such. */
  @property() command = "";
  /** The label of the button; none without it. */
  @property() action = "";

  protected override render() {
    return html`
      <h2>${this.heading}</h2>
      <p>${this.text}</p>
      ${this.command === "" ? nothing : html`<p><code>${this.command}</code></p>`}
      ${this.note === "" ? nothing : html`<p class="note">${this.note}</p>`}
      ${this.action === "" ? nothing : html`<button class="button" @click=${this.#act}>${this.action}</button>`}
    `;
  }

  readonly #act = (): void => {
    this.dispatchEvent(new NoticeAction());
  };

  static override styles = [
    shared,
    buttons,
    css`
      :host {
        display: block;
        max-width: 36rem;
        padding: 2.5rem 0 4rem;
      }

      h2 {
        margin-bottom: 0.75rem;
        font-size: clamp(1.5rem, 1.2rem + 1.2vw, 2rem);
        line-height: 1.2;
      }

      p {
        color: var(--quiet);
        overflow-wrap: anywhere;
      }

      p + p {
        margin-top: 1rem;
      }

      code {
        display: inline-block;
        padding: 0.625rem 1rem;
        background: var(--ground);
        color: var(--ink);
        font-family: ui-monospace, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace;
        font-size: 0.9375rem;
      }

      .note {
        font-size: 0.8125rem;
      }

      button {
        margin-top: 1.5rem;
      }
    `,
  ];
}

/** The notice for a problem, with a button to try again where that may help. */
export function problemNotice(problem: Problem, retry: () => void) {
  return html`<hound-notice
    role="alert"
    heading=${problem.title}
    text=${problem.message}
    note=${problem.status >= SERVER_FAULT && problem.requestId !== "" ? strings.problem.request(problem.requestId) : ""}
    action=${problem.passing ? strings.problem.retry : ""}
    @notice-action=${retry}
  ></hound-notice>`;
}
