import { css } from "lit";

export const filterBarStyles = css`
  :host {
    display: block;
  }

  .buttons {
    position: relative;
    display: flex;
    flex-wrap: wrap;
    gap: 0 clamp(1rem, 3.5vw, 2rem);
    min-height: calc(3.25rem + 2px);
    border-block: 1px solid var(--line);
  }

  .field {
    display: inline-flex;
    align-items: center;
    gap: 0.5rem;
    min-height: 3.25rem;
    padding: 0;
    border: 0;
    background: none;
    font-size: 0.9375rem;
  }

  .field .icon {
    width: 1rem;
    height: 1rem;
    transition: transform var(--quick);
  }

  .field[aria-expanded="true"] .icon {
    transform: rotate(180deg);
  }

  .field:hover {
    color: var(--accent);
  }

  .field b {
    min-width: 1.25rem;
    padding-inline: 0.3rem;
    border-radius: 1rem;
    background: var(--ink);
    color: var(--on-ink);
    font-size: 0.75rem;
    font-weight: 500;
    line-height: 1.25rem;
    text-align: center;
  }

  .field .box {
    width: 1.125rem;
    height: 1.125rem;
    border: 1px solid var(--edge);
    border-radius: 0.1875rem;
  }

  .stock[aria-pressed="true"] .box {
    border-color: var(--ink);
    background: var(--ink);
    box-shadow: inset 0 0 0 3px var(--paper);
  }

  .sort {
    margin-left: auto;
    min-height: 3.25rem;
  }

  select {
    min-height: 2.75rem;
    padding: 0 0.25rem;
    border: 0;
    background: var(--paper);
    color: var(--ink);
    font: inherit;
    font-size: 0.9375rem;
    cursor: pointer;
  }

  .panel {
    position: absolute;
    z-index: 3;
    inset: 100% 0 auto;
    max-height: min(70vh, 34rem);
    overflow: auto;
    overscroll-behavior: contain;
    padding: 1rem 1.5rem 0;
    border: 1px solid var(--line);
    border-top-color: var(--ink);
    background: var(--paper);
    box-shadow: 0 1.5rem 2.5rem -1.5rem rgb(0 0 0 / 25%);
  }

  .panel ul {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(10.5rem, 1fr));
    gap: 0 2rem;
  }

  legend {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
  }

  .several legend {
    position: static;
    width: auto;
    height: auto;
    padding: 0;
    clip-path: none;
    color: var(--quiet);
    font-size: 0.8125rem;
  }

  .several fieldset {
    margin-bottom: 1rem;
  }

  .panel .tree {
    grid-template-columns: minmax(0, 26rem);
  }

  .tree label {
    padding-left: calc(var(--depth) * 1.75rem);
  }

  .panel .ways {
    position: sticky;
    bottom: 0;
    padding-block: 1rem 1.25rem;
    background: var(--paper);
  }

  label {
    display: flex;
    align-items: center;
    gap: 0.625rem;
    min-height: 2.75rem;
    cursor: pointer;
  }

  label:hover .value {
    text-decoration: underline;
    text-underline-offset: 0.25em;
  }

  input {
    width: 1.125rem;
    height: 1.125rem;
    margin: 0;
    flex: none;
    accent-color: var(--ink);
  }

  .value {
    overflow-wrap: anywhere;
    font-size: 0.9375rem;
  }

  .count {
    margin-left: auto;
    color: var(--quiet);
    font-size: 0.8125rem;
    font-variant-numeric: tabular-nums;
  }

  .panel .swatch {
    width: 1.125rem;
    height: 1.125rem;
  }

  .chips {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem;
    padding-top: 1rem;
  }

  .chips li:last-child {
    margin-left: 0.5rem;
  }

  .chip {
    display: inline-flex;
    align-items: center;
    gap: 0.5rem;
    min-height: 2.5rem;
    padding: 0.25rem 0.75rem 0.25rem 0.875rem;
    border: 1px solid var(--edge);
    border-radius: 2rem;
    background: none;
    font-size: 0.875rem;
  }

  .chip:hover {
    border-color: var(--ink);
  }

  .chip .icon {
    width: 0.9rem;
    height: 0.9rem;
  }
`;
