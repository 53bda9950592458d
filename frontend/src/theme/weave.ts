import { svg, html, type SVGTemplateResult, type TemplateResult } from "lit";

/** One repeat of the houndstooth weave, 8 by 8: a dark check, and the twill that ties it to its neighbours. */
const TOOTH = "M0 0h4v4H0z M6 0h2v2z M4 0l4 4H6L4 2z M0 4h2l2 2v2z M0 6l2 2H0z";

function weave(id: string, scale: number): SVGTemplateResult {
  return svg`
    <pattern id=${id} width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="scale(${scale})">
      <path d=${TOOTH} fill="currentColor" />
    </pattern>`;
}

/** The houndstooth check, for the logo. */
export function weaveMark(): TemplateResult {
  return html`<svg viewBox="0 0 24 24" aria-hidden="true">
    <defs>${weave("mark", 1)}</defs>
    <rect width="24" height="24" fill="url(#mark)" />
  </svg>`;
}

/** A whole ground of houndstooth, to lie behind other things. */
export function weaveGround(): TemplateResult {
  return html`<svg class="weave" aria-hidden="true">
    <defs>${weave("ground", 3)}</defs>
    <rect width="100%" height="100%" fill="url(#ground)" />
  </svg>`;
}
