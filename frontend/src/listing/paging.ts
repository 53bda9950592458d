/** Fired to ask for the next part of a list. */
export class MoreWanted extends Event {
  constructor() {
    super("more-wanted", { bubbles: true, composed: true });
  }
}

/** Fired to ask once more for what could not be had. */
export class RetryWanted extends Event {
  constructor() {
    super("retry-wanted", { bubbles: true, composed: true });
  }
}
