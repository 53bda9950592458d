import { LitElement, css, html } from "lit";
import { customElement } from "lit/decorators.js";
import { strings } from "../strings";
import { buttons, shared } from "../theme/shared";

/** For addresses that name no page. */
@customElement("hound-lost")
export class LostPage extends LitElement {
  protected override render() {
    return html`
      <h1 tabindex="-1">${strings.lost.title}</h1>
      <p>${strings.lost.text}</p>
      <a class="button" href="/">${strings.lost.home}</a>
    `;
  }

  static override styles = [
    shared,
    buttons,
    css`
      :host {
        display: block;
        padding-block: 3rem 8rem;
      }

      h1 {
        font-size: clamp(2rem, 1.4rem + 2.4vw, 3.25rem);
        line-height: 1.1;
      }

      p {
        margin: 1rem 0 2rem;
        color: var(--quiet);
      }
    `,
  ];
}
