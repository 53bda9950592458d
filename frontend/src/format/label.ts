/** A field's name as a heading: "sleeve_length" becomes "Sleeve length". */
export function fieldLabel(name: string): string {
  const words = name
    .replaceAll(/([a-z])([A-Z])/g, "$1 $2")
    .replaceAll(/[_-]+/g, " ")
    .trim()
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** An attribute's value in words; undefined where there is nothing to show. */
export function attributeText(value: unknown): string | undefined {
  if (Array.isArray(value)) return joined(value);
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  return typeof value === "string" && value.trim() !== "" ? value : undefined;
}

function joined(values: readonly unknown[]): string | undefined {
  const texts = values.map(attributeText).filter((text) => text !== undefined);
  return texts.length > 0 ? texts.join(", ") : undefined;
}
