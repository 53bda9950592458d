import { css } from "lit";

/** Rounded words for what a thing is; dashed where only the picture says so. */
export const tagStyles = css`
  .tags {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
  }

  .tag {
    display: inline-flex;
    align-items: center;
    gap: 0.5rem;
    min-height: 2.75rem;
    padding: 0.25rem 0.875rem;
    border: 1px solid var(--edge);
    border-radius: 2rem;
    background: none;
    font-size: 0.875rem;
    text-decoration: none;
  }

  .tag.seen {
    border-style: dashed;
  }

  .tag:is(a, button):hover {
    border-color: var(--ink);
  }

  .tag[aria-pressed="true"] {
    border-style: solid;
    border-color: var(--ink);
    background: var(--ink);
    color: var(--on-ink);
  }

  .tag .value::first-letter {
    text-transform: uppercase;
  }

  .tag small {
    color: var(--quiet);
    font-size: 0.75rem;
  }

  .tag[aria-pressed="true"] small {
    color: inherit;
  }
`;
