/** Every word that the page shows or speaks. To translate the page, translate this file. */

const plural = new Intl.PluralRules("en");
const number = new Intl.NumberFormat("en");

function pieces(count: number): string {
  return `${number.format(count)} ${plural.select(count) === "one" ? "piece" : "pieces"}`;
}

export const strings = {
  name: "houndstooth",
  title: (page: string) => (page === "" ? "houndstooth" : `${page} · houndstooth`),
  skip: "Skip to the content",
  header: { home: "houndstooth, to the start page", collection: "Collection", search: "Search with a photo" },
  footer: "Your photo is used for this search only, and is not kept.",
  dropHere: "Drop the picture to search with it",

  home: {
    headline: "Show us what you like.",
    standfirst:
      "A photo from the street, a page you saved, a coat you once had. We look for the pieces that come closest.",
    collection: "The collection",
    emptyTitle: "Nothing here yet",
    emptyText: "This shop has no pieces so far. Fill it with a folder of pictures, or a product list:",
    emptyCommand: "houndstooth ingest FOLDER",
  },

  picker: {
    label: "Search with a photo",
    drop: "Drop a picture here",
    dropHint: (mac: boolean) => `or paste one with ${mac ? "⌘" : "Ctrl"} + V`,
    touch: "Search with a photo",
    choose: "Choose a picture",
    another: "New photo",
    photograph: "Take a photo",
  },

  camera: {
    title: "Take a photo",
    shoot: "Take the photo",
    cancel: "Cancel",
    starting: "Starting the camera …",
    view: "What the camera sees",
    refused:
      "The camera may not be used here. Allow it in the browser's settings for this page, or choose a picture instead.",
    missing: "No camera was found. Choose a picture instead.",
    insecure:
      "Browsers open the camera on secure pages only (https, or this computer itself). Choose a picture instead.",
  },

  results: {
    page: "Your photo",
    headline: "Your photo",
    seen: "What we see",
    found: "Closest to your photo",
    foundCrop: "Closest to your selection",
    whole: "Whole picture",
    cropHint: "Drag across the picture to search with a part of it.",
    cropHintTouch: "Drag the corners to search with a part of the picture.",
    noPreview: "This browser cannot show this kind of picture. The search works all the same.",
    photoAlt: "The photo that you search with",
    lostTitle: "The photo is no longer here",
    lostText: "Photos stay in this browser tab only. Choose it once more to see its results.",
  },

  crop: {
    role: "picture section",
    label: (left: number, top: number, width: number, height: number) =>
      `Section to search with: ${width}% wide, ${height}% high, ${left}% from the left, ${top}% from the top. ` +
      "Arrow keys move it. Shift and arrow keys change its size.",
    changed: (left: number, top: number, width: number, height: number) =>
      `${width}% wide, ${height}% high, ${left}% from the left, ${top}% from the top`,
  },

  filters: {
    label: "Filters",
    fields: {
      category: "Category",
      category_path: "Category",
      colour: "Colour",
      size: "Size",
      gender: "For",
      pattern: "Pattern",
      usage: "Occasion",
      season: "Season",
      brand: "Brand",
      price: "Price",
      more: "More",
    },
    price: "Price",
    least: "From",
    most: "To",
    priceFrom: (amount: string) => `from ${amount}`,
    priceTo: (amount: string) => `to ${amount}`,
    inStock: "In stock",
    sort: "Sort by",
    sorts: {
      arrival: "As it came in",
      newest: "Newest first",
      price_up: "Price, low to high",
      price_down: "Price, high to low",
      title: "Name, A to Z",
    },
    chosen: (count: number) => `${count} chosen`,
    count: pieces,
    remove: (value: string) => `Remove filter: ${value}`,
    clear: "Clear all",
    done: "Done",
    noneTitle: "Nothing matches these filters",
    noneText: "Take one away, or start afresh.",
    noneClear: "Clear the filters",
  },

  listing: {
    pieces,
    results: (count: number) => (plural.select(count) === "one" ? "1 result" : `${number.format(count)} results`),
    loading: "Loading",
    more: "Show more",
    shown: (shown: number, total: number) => `${number.format(shown)} of ${number.format(total)}`,
    was: "before",
    availability: {
      in_stock: "",
      out_of_stock: "Sold out",
      preorder: "To pre-order",
      backorder: "On back-order",
    },
    colours: (names: readonly string[]) => `In ${names.length} colours: ${names.join(", ")}`,
    match: (percent: string) => `${percent} match`,
  },

  item: {
    page: "Piece",
    backToResults: "Back to your results",
    backToCollection: "Back to the collection",
    details: "Details",
    similar: "Similar pieces",
    variants: "Also in",
    pictures: "Pictures",
    picture: (number: number) => `Picture ${number}`,
    retired: "No longer in the shop",
    kind: "What it is",
    seen: (percent: string) => `${percent} sure`,
    seenWhy: "Seen in the picture, not told by the shop",
    shop: "View in the shop",
    missingTitle: "This piece is not here",
    missingText: "It may have been sold, or taken out of the shop.",
    noSimilar: "Nothing else in the shop looks like it.",
  },

  lost: { title: "This page does not exist", text: "The address may be mistyped.", home: "To the start page" },

  problem: {
    title: "Something went wrong",
    retry: "Try again",
    request: (id: string) => `Request ${id}`,
    /** By the reason that the service gives for not reading a picture. */
    reasons: {
      empty: "This file is empty",
      "not-a-picture": "This file is not a picture",
      "unsupported-format": "This kind of picture cannot be read",
      "too-many-bytes": "This file is too large",
      "too-many-pixels": "This picture is too large",
      "too-small": "This picture is too small",
      "too-many-frames": "This picture has too many frames",
      corrupt: "This picture is damaged",
    },
    unexplained: (status: number) => `The service answered with error ${status}, without saying why.`,
    unreachable: {
      title: "The service cannot be reached",
      detail: "It may be stopped or restarting. Try again in a moment.",
    },
    offline: { title: "You are offline", detail: "Connect to the network, then try again." },
    tooLarge: (limit: string) => ({
      title: "This file is too large",
      detail: `Pictures of up to ${limit} are accepted. Choose a smaller one.`,
    }),
  },
} as const;
