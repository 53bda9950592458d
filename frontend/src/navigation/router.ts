import { Store } from "../state/store";
import { Places, TOP, type Place } from "./places";
import { type Route, formatRoute, parseRoute } from "./route";

/** A page to show, and where to stand on it. `undefined` place: the same page with a changed address; stay put. */
export interface Visit {
  readonly route: Route;
  readonly place: Place | undefined;
  readonly origin: Origin | undefined;
}

/** The list that an item was found in, and how many entries of the history lie between. */
export interface Origin {
  readonly route: Route;
  readonly steps: number;
}

interface EntryState {
  readonly entry: string;
  readonly origin?: { readonly path: string; readonly steps: number };
}

/** Keeps the address bar and the page in step. */
export class Router {
  readonly visit: Store<Visit>;
  readonly #places = new Places();
  #entry: string;

  constructor() {
    history.scrollRestoration = "manual";
    const state = entryState();
    this.#entry = state?.entry ?? newEntry();
    history.replaceState({ ...state, entry: this.#entry } satisfies EntryState, "");
    this.visit = new Store<Visit>({ route: here(), place: undefined, origin: originOf(state) });
    window.addEventListener("popstate", this.#popped);
    document.addEventListener("click", this.#clicked);
  }

  /** Opens another page, at its top. `item` is the one whose link was followed, to return to. */
  open(route: Route, item?: string): void {
    const origin = this.#nextOrigin();
    this.#leave(item);
    this.#entry = newEntry();
    history.pushState(stateOf(this.#entry, origin), "", formatRoute(route));
    this.visit.set({ route, place: TOP, origin });
  }

  /** Changes the address of the page that is open; with `step`, the back button undoes the change. */
  amend(route: Route, step: boolean): void {
    const { origin } = this.visit.value;
    if (step) {
      this.#leave();
      this.#entry = newEntry();
    }
    history[step ? "pushState" : "replaceState"](stateOf(this.#entry, origin), "", formatRoute(route));
    this.visit.set({ route, place: undefined, origin });
  }

  /** From item to item, the list that it began with stays the origin. */
  #nextOrigin(): Origin | undefined {
    const { route, origin } = this.visit.value;
    if (route.page !== "item") return { route, steps: 1 };
    return origin === undefined ? undefined : { route: origin.route, steps: origin.steps + 1 };
  }

  readonly #popped = (): void => {
    this.#leave();
    const state = entryState();
    this.#entry = state?.entry ?? newEntry();
    this.visit.set({ route: here(), place: this.#places.of(this.#entry) ?? TOP, origin: originOf(state) });
  };

  readonly #clicked = (event: MouseEvent): void => {
    const link = event.composedPath().find((node) => node instanceof HTMLAnchorElement);
    if (link === undefined || !isPlain(event, link)) return;
    const route = parseRoute(new URL(link.href));
    if (route.page === "lost") return;
    event.preventDefault();
    const { origin } = this.visit.value;
    if (link.dataset.way === "back" && origin !== undefined) history.go(-origin.steps);
    else this.open(route, link.dataset.item);
  };

  #leave(item?: string): void {
    const known = this.#places.of(this.#entry)?.item;
    this.#places.remember(this.#entry, { scroll: window.scrollY, item: item ?? known });
  }
}

function here(): Route {
  return parseRoute(new URL(location.href));
}

function entryState(): EntryState | null {
  return history.state as EntryState | null;
}

function stateOf(entry: string, origin: Origin | undefined): EntryState {
  return origin === undefined ? { entry } : { entry, origin: { path: formatRoute(origin.route), steps: origin.steps } };
}

function originOf(state: EntryState | null): Origin | undefined {
  if (state?.origin === undefined) return undefined;
  return { route: parseRoute(new URL(state.origin.path, location.origin)), steps: state.origin.steps };
}

function newEntry(): string {
  return Math.random().toString(36).slice(2);
}

/** Whether a click is one that opens a page of ours in this tab. */
function isPlain(event: MouseEvent, link: HTMLAnchorElement): boolean {
  return !event.defaultPrevented && event.button === 0 && !isModified(event) && isOurs(link);
}

function isModified(event: MouseEvent): boolean {
  return event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
}

function isOurs(link: HTMLAnchorElement): boolean {
  return link.origin === location.origin && link.target === "" && link.hash === "" && !link.hasAttribute("download");
}
