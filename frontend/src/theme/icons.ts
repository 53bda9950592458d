import { svg, html, type TemplateResult, type SVGTemplateResult } from "lit";

function icon(strokes: SVGTemplateResult): TemplateResult {
  return html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">${strokes}</svg>`;
}

export const icons = {
  picture: icon(svg`<path d="M4 5h16v14H4z M4 16l5-5 4 4 2.5-2.5L20 17"/><circle cx="15.5" cy="9" r="1.3"/>`),
  camera: icon(svg`<path d="M4 8h3.5L9 5.5h6L16.5 8H20v11H4z"/><circle cx="12" cy="13" r="3.5"/>`),
  down: icon(svg`<path d="M6 9.5l6 6 6-6"/>`),
  cross: icon(svg`<path d="M7 7l10 10M17 7L7 17"/>`),
  back: icon(svg`<path d="M20 12H4M10 6l-6 6 6 6"/>`),
  out: icon(svg`<path d="M8 16L17 7M9 7h8v8"/>`),
  whole: icon(svg`<path d="M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5"/>`),
};
