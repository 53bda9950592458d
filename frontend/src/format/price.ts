import type { Price } from "../api/types";

/** A price as people in `locale` write it; plain amount and currency where the currency is none that exists. */
export function formatPrice(price: Price, locale?: string): string {
  const amount = Number(price.amount);
  try {
    return new Intl.NumberFormat(locale, { style: "currency", currency: price.currency }).format(amount);
  } catch {
    return `${price.amount} ${price.currency}`;
  }
}
