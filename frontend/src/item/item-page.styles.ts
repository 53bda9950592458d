import { css } from "lit";

export const itemPageStyles = css`
  :host {
    display: block;
  }

  .back {
    margin-bottom: 1rem;
  }

  .back a {
    display: inline-flex;
    align-items: center;
    gap: 0.625rem;
    min-height: 2.75rem;
    font-size: 0.9375rem;
    text-decoration: none;
  }

  .back a:hover {
    text-decoration: underline;
  }

  .back .icon {
    width: 1.25rem;
    height: 1.25rem;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.4;
  }

  .item {
    display: grid;
    gap: 2rem;
  }

  .kicker {
    color: var(--quiet);
    font-size: 0.9375rem;
  }

  h1 {
    margin-top: 0.5rem;
    font-size: clamp(2rem, 1.4rem + 2.4vw, 3.5rem);
    line-height: 1.08;
    letter-spacing: -0.02em;
    overflow-wrap: anywhere;
  }

  .price {
    margin-top: 1.25rem;
    font-size: 1.25rem;
    font-variant-numeric: tabular-nums;
  }

  .description {
    max-width: 34rem;
    margin-top: 1.5rem;
    text-wrap: pretty;
  }

  .shop {
    margin-top: 1.75rem;
  }

  .tags {
    margin-top: 2rem;
  }

  .about h2 {
    margin: 2.75rem 0 0.75rem;
    font-size: 1.25rem;
  }

  dl > div {
    display: grid;
    grid-template-columns: minmax(7rem, 1fr) 2fr;
    gap: 1rem;
    padding-block: 0.75rem;
    border-top: 1px solid var(--line);
    font-size: 0.9375rem;
  }

  dl > div:last-child {
    border-bottom: 1px solid var(--line);
  }

  dt {
    color: var(--quiet);
  }

  dd::first-letter {
    text-transform: uppercase;
  }

  dd {
    overflow-wrap: anywhere;
  }

  @media (min-width: 48rem) {
    .item {
      grid-template-columns: auto minmax(0, 1fr);
      gap: clamp(2.5rem, 6vw, 6rem);
      align-items: start;
    }

    .item > :first-child {
      width: min(48vw, 66vh);
    }

    .about {
      position: sticky;
      top: 2rem;
      padding-top: clamp(0rem, 3vw, 3rem);
    }
  }

  .similar {
    margin-top: clamp(4rem, 8vw, 7rem);
  }

  .none,
  .missing p {
    color: var(--quiet);
  }

  .missing {
    padding-block: 2rem 6rem;
  }

  .missing p {
    margin-top: 1rem;
  }

  .bone.line {
    width: 80%;
    height: 1rem;
    margin-top: 1rem;
  }

  .bone.line.short {
    width: 30%;
    margin-top: 0;
  }

  .bone.line.tall {
    height: 3.5rem;
  }
`;
