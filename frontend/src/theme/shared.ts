import { css } from "lit";

/** What every element starts from. */
export const shared = css`
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }

  [hidden] {
    display: none !important;
  }

  h1,
  h2,
  h3,
  p,
  ul,
  dl,
  dd,
  fieldset {
    margin: 0;
    padding: 0;
    border: 0;
  }

  ul {
    list-style: none;
  }

  h1,
  h2 {
    font-family: var(--serif);
    font-weight: 400;
    letter-spacing: -0.01em;
    text-wrap: balance;
  }

  h1:focus {
    outline: none;
  }

  a {
    color: inherit;
    text-underline-offset: 0.25em;
    text-decoration-thickness: 1px;
  }

  :focus-visible {
    outline: 2px solid var(--accent);
    outline-offset: 3px;
  }

  .unseen {
    position: absolute;
    width: 1px;
    height: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
`;

export const buttons = css`
  button {
    font: inherit;
    color: inherit;
    cursor: pointer;
  }

  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 0.625rem;
    min-height: 2.875rem;
    padding: 0.5rem 1.375rem;
    border: 1px solid var(--ink);
    border-radius: 0;
    background: transparent;
    color: var(--ink);
    font-size: 0.9375rem;
    letter-spacing: 0.01em;
    text-decoration: none;
    transition:
      background var(--quick),
      color var(--quick);
  }

  .button:hover,
  .button.primary {
    background: var(--ink);
    color: var(--on-ink);
  }

  .button.primary:hover {
    background: var(--accent);
    border-color: var(--accent);
  }

  .link {
    min-height: 2.75rem;
    padding: 0.25rem 0;
    border: 0;
    background: none;
    font-size: 0.9375rem;
    text-decoration: underline;
    text-decoration-thickness: 1px;
    text-underline-offset: 0.3em;
  }

  .link:hover {
    color: var(--accent);
  }

  svg.icon {
    width: 1.25rem;
    height: 1.25rem;
    flex: none;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.4;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
`;
