import { css } from "lit";

export const homePageStyles = css`
  :host {
    display: block;
  }

  .hero {
    padding-block: clamp(0.5rem, 1.5vw, 1.25rem) clamp(3rem, 5vw, 5rem);
  }

  h1 {
    font-size: clamp(2.75rem, 1.9rem + 3.6vw, 5.25rem);
    line-height: 1.02;
    letter-spacing: -0.025em;
  }

  .words p {
    max-width: 31rem;
    margin-block: 1.25rem 2rem;
    color: var(--quiet);
    font-size: clamp(1.0625rem, 1rem + 0.25vw, 1.1875rem);
    text-wrap: pretty;
  }

  hound-showcase {
    display: none;
  }

  @media (min-width: 48rem) {
    .hero {
      display: grid;
      grid-template-columns: minmax(0, 1fr) minmax(0, 1.1fr);
      gap: clamp(2rem, 5vw, 5rem);
    }

    .words,
    hound-showcase {
      align-self: center;
    }

    hound-showcase {
      display: grid;
    }
  }

  .collection {
    scroll-margin-top: 2rem;
  }
`;
