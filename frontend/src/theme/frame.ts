import { css } from "lit";

/** A box of 3:4 on a light ground, in which a picture is shown whole. Its size is known before the picture comes. */
export const pictureFrame = css`
  .frame {
    position: relative;
    aspect-ratio: 3 / 4;
    overflow: hidden;
    background: var(--picture-ground);
  }

  .frame img {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
    object-fit: contain;
    /* Lets the white that articles are photographed on become the ground. */
    mix-blend-mode: multiply;
    color: var(--picture-ink);
    font-size: 0.8125rem;
  }
`;

export const skeleton = css`
  .bone {
    background: var(--ground);
  }

  @media (prefers-reduced-motion: no-preference) {
    .bone {
      animation: breathe 1.6s ease-in-out infinite alternate;
    }
  }

  @keyframes breathe {
    from {
      opacity: 1;
    }
    to {
      opacity: 0.55;
    }
  }
`;
