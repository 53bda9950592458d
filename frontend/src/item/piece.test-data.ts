import type { Item } from "../api/types";

/** An item of which nothing is known but what a test says. */
export function piece(known: Partial<Item>): Item {
  return {
    id: "1",
    kind: "product",
    title: "Piece",
    category_path: null,
    colours: [],
    category: null,
    colour: null,
    brand: null,
    gender: null,
    size: null,
    price: null,
    list_price: null,
    availability: null,
    group: null,
    url: null,
    description: null,
    attributes: {},
    labels: {},
    picture: { card: "", full: "", width: 3, height: 4 },
    more_pictures: [],
    retired: false,
    ...known,
  };
}
