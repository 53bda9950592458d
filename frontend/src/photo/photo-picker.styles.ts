import { css } from "lit";

export const photoPickerStyles = css`
  :host {
    display: block;
  }

  .ways {
    display: flex;
    flex-wrap: wrap;
    gap: 0.75rem;
  }

  .link {
    display: inline-flex;
    align-items: center;
    gap: 0.625rem;
    text-decoration: none;
  }

  .link:hover {
    text-decoration: underline;
  }

  :host([look="row"]) .button {
    padding-inline: 1rem;
    border-color: var(--edge);
  }

  :host([look="ground"]) .zone {
    position: relative;
    display: grid;
    align-content: center;
    justify-items: center;
    gap: 1.5rem;
    min-height: 15rem;
    padding: 2rem 1.5rem;
    overflow: hidden;
    background: var(--ground);
  }

  :host([look="ground"]) .ways {
    justify-content: center;
  }

  .zone > :not(.weave) {
    position: relative;
  }

  .weave {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
    color: var(--ink);
    opacity: 0.035;
  }

  .invitation {
    text-align: center;
  }

  .drop,
  .touch {
    font-family: var(--serif);
    font-size: 1.625rem;
    line-height: 1.2;
  }

  .hint {
    margin-top: 0.375rem;
    color: var(--quiet);
    font-size: 0.9375rem;
  }

  .touch {
    display: none;
  }

  /* Nobody drops files on a phone. */
  @media (pointer: coarse) {
    .drop,
    .hint {
      display: none;
    }

    .touch {
      display: block;
    }
  }
`;
