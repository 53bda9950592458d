import { css, html } from "lit";
import { swatch } from "./colours";

/** A dot of a colour, for those who see it; the name beside it says it to all. */
export function swatchOf(colour: string) {
  return html`<span class="swatch" style="background: ${swatch(colour)}" aria-hidden="true"></span>`;
}

export const swatchStyles = css`
  .swatch {
    width: 0.9rem;
    height: 0.9rem;
    flex: none;
    border: 1px solid var(--edge);
    border-radius: 50%;
  }
`;
