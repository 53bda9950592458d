import { Problem } from "../api/problem";
import type { Catalogue } from "../catalogue/catalogue-store";
import type { ItemView } from "../item/item-store";
import type { Route } from "../navigation/route";
import type { Results } from "../search/results-store";
import { strings } from "../strings";

/** What to tell a screen reader about the list on the page. Problems speak for themselves: their notices are alerts. */
export function announcement(route: Route, catalogue: Catalogue, results: Results): string {
  if (route.page === "home") return spoken(catalogue.phase, strings.listing.pieces(catalogue.total));
  if (route.page === "results" && results.photo !== undefined) {
    return spoken(results.phase, strings.listing.results(results.found.length));
  }
  return "";
}

/** The name of the page in the browser's tab. */
export function titleOf(route: Route, view: ItemView): string {
  const names = {
    home: "",
    results: strings.results.page,
    item: view.item?.title ?? "",
    lost: strings.lost.title,
  };
  return strings.title(names[route.page]);
}

function spoken(phase: "loading" | "more" | "ready" | Problem, count: string): string {
  if (phase instanceof Problem) return "";
  return phase === "ready" ? count : strings.listing.loading;
}
