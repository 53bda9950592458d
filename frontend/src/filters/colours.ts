/** Colour names as shops use them, with the CSS colour that shows each in a swatch. */
const SWATCHES: Readonly<Record<string, string>> = {
  beige: "#d9c7a5",
  black: "#1b1b1b",
  blue: "#2f62b5",
  bronze: "#8c6a3f",
  brown: "#6b452b",
  burgundy: "#6d1a2d",
  camel: "#b98a56",
  charcoal: "#3d4045",
  "coffee brown": "#4a3226",
  copper: "#b06a3f",
  coral: "#ef7f68",
  cream: "#f3e9d2",
  ecru: "#e9dfc6",
  "fluorescent green": "#8bec2d",
  gold: "#c9a545",
  green: "#3b7a45",
  grey: "#8f9194",
  "grey melange": "#a9abad",
  ivory: "#f6f0df",
  khaki: "#8d8359",
  lavender: "#b9a7d6",
  "light blue": "#a9c8e6",
  "lime green": "#9ac83a",
  magenta: "#b8257d",
  maroon: "#651c28",
  mauve: "#a98298",
  metallic: "#a7a9ac",
  mint: "#b4dcc6",
  "mushroom brown": "#9c8772",
  mustard: "#cf9d2c",
  navy: "#1f2c4d",
  "navy blue": "#1f2c4d",
  nude: "#e3bfa3",
  "off white": "#f4f1e8",
  olive: "#66683a",
  orange: "#e07b2d",
  peach: "#f5bd9d",
  petrol: "#1f5560",
  pink: "#e79ab2",
  plum: "#5f2a52",
  purple: "#6b3f8c",
  red: "#c0272d",
  rose: "#d98a95",
  rust: "#a4482a",
  sand: "#d6c19a",
  "sea green": "#2e8b74",
  silver: "#c3c6c9",
  skin: "#e6b796",
  steel: "#7b8791",
  tan: "#c49a6c",
  taupe: "#8b7d70",
  teal: "#1f7a7a",
  "turquoise blue": "#37b6b9",
  turquoise: "#37b6b9",
  violet: "#6c4a9e",
  white: "#ffffff",
  yellow: "#edc63b",
};

const MANY = "conic-gradient(#c0272d, #edc63b, #3b7a45, #2f62b5, #6b3f8c, #c0272d)";
const UNKNOWN = "repeating-linear-gradient(135deg, #8f9194 0 2px, #e9e6df 2px 5px)";

/** A CSS background for a colour's name; hatched where the name is none that we know. */
export function swatch(name: string): string {
  const key = name
    .trim()
    .toLowerCase()
    .replaceAll(/[-_\s]+/g, " ")
    .replaceAll("gray", "grey");
  if (/^(multi|mixed|various|assorted)/.test(key)) return MANY;
  return SWATCHES[key] ?? SWATCHES[lastWord(key)] ?? UNKNOWN;
}

function lastWord(key: string): string {
  return key.slice(key.lastIndexOf(" ") + 1);
}
