import { css, html, nothing } from "lit";
import { swatchOf } from "../filters/swatch";
import { strings } from "../strings";

const MOST = 6;

/** The colours in which a product can be had, as dots; nothing where there is no choice. */
export function colourDots(colours: readonly string[]) {
  if (colours.length < 2) return nothing;
  const more = colours.length - MOST;
  return html`<p class="dots" title=${colours.join(", ")}>
    <span class="unseen">${strings.listing.colours(colours)}</span>
    ${colours.slice(0, MOST).map(swatchOf)} ${more > 0 ? html`<span aria-hidden="true">+${more}</span>` : nothing}
  </p>`;
}

export const dotStyles = css`
  .dots {
    display: flex;
    align-items: center;
    gap: 0.375rem;
    margin-top: 0.5rem;
    color: var(--quiet);
    font-size: 0.75rem;
  }
`;
