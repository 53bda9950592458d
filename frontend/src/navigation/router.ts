import { Store } from "../state/store";
import { Places, TOP, type Place } from "./places";
import { type Route, formatRoute, parseRoute } from "./route";

/** A page to show, and where to stand on it. `undefined` place: the same page with a changed address; stay put. */
export interface Visit {
  readonly route: Route;
  readonly place: Place | undefined;
  /** The address that led here by a link, for the way back. */
  readonly from: Route | undefined;
}

interface EntryState {
  readonly entry: string;
  readonly from?: string;
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
    this.visit = new Store<Visit>({ route: here(), place: undefined, from: origin() });
    window.addEventListener("popstate", this.#popped);
    document.addEventListener("click", this.#clicked);
  }

  /** Opens another page, at its top. `item` is the one whose link was followed, to return to. */
  open(route: Route, item?: string): void {
    this.#leave(item);
    const from = formatRoute(this.visit.value.route);
    this.#entry = newEntry();
    history.pushState({ entry: this.#entry, from } satisfies EntryState, "", formatRoute(route));
    this.visit.set({ route, place: TOP, from: this.visit.value.route });
  }

  /** Changes the address of the page that is open; with `step`, the back button undoes the change. */
  amend(route: Route, step: boolean): void {
    const from = this.visit.value.from;
    if (step) {
      this.#leave();
      this.#entry = newEntry();
    }
    const state: EntryState = { entry: this.#entry, ...(from === undefined ? {} : { from: formatRoute(from) }) };
    history[step ? "pushState" : "replaceState"](state, "", formatRoute(route));
    this.visit.set({ route, place: undefined, from });
  }

  readonly #popped = (): void => {
    this.#leave();
    this.#entry = entryState()?.entry ?? newEntry();
    this.visit.set({ route: here(), place: this.#places.of(this.#entry) ?? TOP, from: origin() });
  };

  readonly #clicked = (event: MouseEvent): void => {
    const link = event.composedPath().find((node) => node instanceof HTMLAnchorElement);
    if (link === undefined || !isPlain(event, link)) return;
    const route = parseRoute(new URL(link.href));
    if (route.page === "lost") return;
    event.preventDefault();
    if (link.dataset.way === "back" && sameRoute(route, this.visit.value.from)) history.back();
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

function origin(): Route | undefined {
  const from = entryState()?.from;
  return from === undefined ? undefined : parseRoute(new URL(from, location.origin));
}

function newEntry(): string {
  return Math.random().toString(36).slice(2);
}

function sameRoute(a: Route, b: Route | undefined): boolean {
  return b !== undefined && formatRoute(a) === formatRoute(b);
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
