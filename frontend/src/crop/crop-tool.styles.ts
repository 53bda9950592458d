import { css } from "lit";

export const cropToolStyles = css`
  :host {
    display: block;
  }

  /* The picture as large as the room allows, its shape known before it is loaded. */
  .stage {
    position: relative;
    width: min(100%, var(--crop-height, 60vh) * var(--ratio));
    aspect-ratio: var(--ratio);
    overflow: hidden;
    background: var(--ground);
    user-select: none;
    -webkit-user-select: none;
    -webkit-touch-callout: none;
    cursor: crosshair;
  }

  img {
    display: block;
    width: 100%;
    height: 100%;
  }

  .box {
    position: absolute;
    border: 1px solid #fff;
    box-shadow:
      0 0 0 1px rgb(0 0 0 / 45%),
      0 0 0 200rem rgb(20 19 17 / 55%);
    cursor: move;
    touch-action: none;
  }

  .whole .box {
    cursor: crosshair;
    touch-action: pan-y;
  }

  .box:focus-visible {
    outline: 3px solid #fff;
    outline-offset: -4px;
    box-shadow:
      inset 0 0 0 7px #1c1a17,
      0 0 0 200rem rgb(20 19 17 / 55%);
  }

  .handle {
    position: absolute;
    width: 2.25rem;
    height: 2.25rem;
    touch-action: none;
  }

  /* Corners can be seen and are easy to take hold of; edges are found by the pointer's shape. */
  .nw,
  .ne,
  .se,
  .sw {
    z-index: 1;
  }

  .nw::after,
  .ne::after,
  .se::after,
  .sw::after {
    content: "";
    position: absolute;
    width: 1.25rem;
    height: 1.25rem;
    border: 0 solid #fff;
    filter: drop-shadow(0 0 1px rgb(0 0 0 / 90%)) drop-shadow(0 0 1px rgb(0 0 0 / 60%));
  }

  .nw {
    left: -0.5rem;
    top: -0.5rem;
    cursor: nwse-resize;
  }

  .nw::after {
    left: 0.5rem;
    top: 0.5rem;
    border-width: 3px 0 0 3px;
  }

  .ne {
    right: -0.5rem;
    top: -0.5rem;
    cursor: nesw-resize;
  }

  .ne::after {
    right: 0.5rem;
    top: 0.5rem;
    border-width: 3px 3px 0 0;
  }

  .se {
    right: -0.5rem;
    bottom: -0.5rem;
    cursor: nwse-resize;
  }

  .se::after {
    right: 0.5rem;
    bottom: 0.5rem;
    border-width: 0 3px 3px 0;
  }

  .sw {
    left: -0.5rem;
    bottom: -0.5rem;
    cursor: nesw-resize;
  }

  .sw::after {
    left: 0.5rem;
    bottom: 0.5rem;
    border-width: 0 0 3px 3px;
  }

  .n,
  .s {
    inset-inline: 0;
    width: auto;
    height: 0.875rem;
    cursor: ns-resize;
  }

  .n {
    top: -0.4375rem;
  }

  .s {
    bottom: -0.4375rem;
  }

  .e,
  .w {
    inset-block: 0;
    width: 0.875rem;
    height: auto;
    cursor: ew-resize;
  }

  .w {
    left: -0.4375rem;
  }

  .e {
    right: -0.4375rem;
  }
`;
