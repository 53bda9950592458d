import { css } from "lit";

export const resultsPageStyles = css`
  :host {
    display: block;
    padding-top: clamp(0.5rem, 2vw, 1.5rem);
  }

  .sides {
    display: grid;
    gap: 2.5rem;
  }

  .photo h1 {
    margin-bottom: 1.25rem;
    font-size: clamp(1.625rem, 1.2rem + 1.6vw, 2.375rem);
    line-height: 1.15;
  }

  .desk {
    display: grid;
    gap: 0.75rem;
  }

  @media (min-width: 40rem) and (max-width: 63.99rem) {
    .desk {
      grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
      gap: 2rem;
      align-items: end;
    }
  }

  hound-crop {
    --crop-height: 40vh;
  }

  .hint {
    max-width: 24rem;
    color: var(--quiet);
    font-size: 0.875rem;
  }

  .hint.touch {
    display: none;
  }

  @media (pointer: coarse) {
    .hint.touch {
      display: block;
    }

    .hint.mouse {
      display: none;
    }
  }

  .sights {
    margin-top: 1.25rem;
  }

  .sights h2 {
    margin-bottom: 0.75rem;
    font-size: 1rem;
  }

  .ways {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem 1.5rem;
    margin-top: 1.25rem;
  }

  .ways .link {
    display: inline-flex;
    align-items: center;
    gap: 0.5rem;
  }

  .unshown {
    padding: 3rem 1.5rem;
    background: var(--ground);
    color: var(--quiet);
    text-align: center;
  }

  .found {
    min-width: 0;
  }

  @media (min-width: 64rem) {
    .sides {
      grid-template-columns: minmax(15rem, 21rem) minmax(0, 1fr);
      gap: clamp(2.5rem, 4vw, 4.5rem);
    }

    hound-crop {
      --crop-height: 56vh;
    }

    .photo {
      position: sticky;
      top: 1.5rem;
      align-self: start;
    }
  }

  .lost {
    max-width: 44rem;
    padding-block: 2rem;
  }

  .lost h1 {
    font-size: clamp(2rem, 1.4rem + 2.4vw, 3.25rem);
    line-height: 1.1;
  }

  .lost p {
    margin: 1rem 0 2rem;
    color: var(--quiet);
  }
`;
