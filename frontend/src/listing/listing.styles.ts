import { css } from "lit";

/** A list of items with its heading, filters and "show more", as the pages lay it out. */
export const listingStyles = css`
  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    justify-content: space-between;
    gap: 0.25rem 1.5rem;
    margin-bottom: 1.25rem;
  }

  .head h2 {
    font-size: clamp(1.625rem, 1.2rem + 1.6vw, 2.375rem);
    line-height: 1.15;
  }

  .head p {
    color: var(--quiet);
    font-size: 0.9375rem;
    font-variant-numeric: tabular-nums;
  }

  hound-filters {
    margin-bottom: 2rem;
  }

  .more {
    display: grid;
    justify-items: center;
    gap: 1rem;
    padding: 4rem 0 1rem;
    color: var(--quiet);
    font-size: 0.875rem;
  }

  .more .button {
    min-width: 14rem;
  }

  [aria-busy="true"].stale {
    opacity: 0.45;
    transition: opacity var(--quick);
  }
`;
