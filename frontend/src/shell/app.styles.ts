import { css } from "lit";

export const appStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    min-height: 100vh;
    min-height: 100dvh;
  }

  header,
  main,
  footer {
    width: 100%;
    max-width: var(--page);
    margin-inline: auto;
    padding-inline: var(--gutter);
  }

  header {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 1rem;
    padding-block: 1.125rem;
  }

  .logo {
    display: inline-flex;
    align-items: center;
    gap: 0.75rem;
    min-height: 2.75rem;
    font-family: var(--serif);
    font-size: 1.375rem;
    letter-spacing: -0.01em;
    text-decoration: none;
  }

  .logo svg {
    width: 1.75rem;
    height: 1.75rem;
  }

  main {
    flex: 1;
    padding-bottom: 4rem;
  }

  main:focus {
    outline: none;
  }

  footer {
    padding-block: 2rem 2.5rem;
    color: var(--quiet);
    font-size: 0.875rem;
  }

  footer p {
    padding-top: 1.5rem;
    border-top: 1px solid var(--line);
  }

  .skip {
    position: absolute;
    z-index: 5;
    top: 0.75rem;
    left: 0.75rem;
    padding: 0.75rem 1.25rem;
    background: var(--ink);
    color: var(--on-ink);
    transform: translateY(-200%);
  }

  .skip:focus {
    transform: none;
  }

  .veil {
    position: fixed;
    z-index: 10;
    inset: 0.75rem;
    display: grid;
    place-items: center;
    border: 2px dashed var(--ink);
    background: color-mix(in srgb, var(--paper) 92%, transparent);
    font-family: var(--serif);
    font-size: clamp(1.5rem, 1rem + 2.5vw, 2.75rem);
    text-align: center;
    pointer-events: none;
  }
`;
