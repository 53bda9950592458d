import { type Box, WHOLE, formatBox, isWhole, parseBox } from "../crop/box";
import { SORTS, type Sort } from "../api/types";
import { NOTHING, type Selection, readSelection, writeSelection } from "../filters/selection";

/** The pages, with all that their address says. */
export type Route =
  | { readonly page: "home"; readonly selection: Selection; readonly sort: Sort }
  | { readonly page: "results"; readonly photo: string; readonly crop: Box; readonly selection: Selection }
  | { readonly page: "item"; readonly id: string }
  | { readonly page: "lost" };

export const START: Route = { page: "home", selection: NOTHING, sort: "arrival" };

const ITEM = /^\/items\/(.+)$/;

export function parseRoute(url: URL): Route {
  const selection = readSelection(url.searchParams);
  if (url.pathname === "/") return { page: "home", selection, sort: parseSort(url.searchParams.get("sort")) };
  if (url.pathname === "/search") {
    const photo = url.searchParams.get("photo") ?? "";
    return { page: "results", photo, crop: parseBox(url.searchParams.get("crop")), selection };
  }
  const id = decoded(ITEM.exec(url.pathname)?.[1]);
  return id === undefined ? { page: "lost" } : { page: "item", id };
}

/** The address of a route, from the root. */
export function formatRoute(route: Route): string {
  const params = new URLSearchParams();
  switch (route.page) {
    case "home":
      writeSelection(route.selection, params);
      if (route.sort !== "arrival") params.set("sort", route.sort);
      return withQuery("/", params);
    case "results":
      params.set("photo", route.photo);
      if (!isWhole(route.crop)) params.set("crop", formatBox(route.crop));
      writeSelection(route.selection, params);
      return withQuery("/search", params);
    case "item":
      return itemPath(route.id);
    case "lost":
      return "/";
  }
}

export function itemPath(id: string): string {
  return `/items/${encodeURIComponent(id)}`;
}

/** The results of a photo just chosen: all of it, and the filters as they are. */
export function resultsOf(photo: string, selection: Selection): Route {
  return { page: "results", photo, crop: WHOLE, selection };
}

function withQuery(path: string, params: URLSearchParams): string {
  const query = params.toString();
  return query === "" ? path : `${path}?${query}`;
}

function parseSort(text: string | null): Sort {
  return SORTS.find((sort) => sort === text) ?? "arrival";
}

function decoded(text: string | undefined): string | undefined {
  try {
    return text === undefined ? undefined : decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
