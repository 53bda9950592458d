/** Remembers the values used last, and forgets the others. */
export class Recent<T> {
  readonly #values = new Map<string, T>();

  constructor(private readonly room = 20) {}

  get(key: string): T | undefined {
    const value = this.#values.get(key);
    if (value !== undefined) this.set(key, value);
    return value;
  }

  set(key: string, value: T): void {
    this.#values.delete(key);
    this.#values.set(key, value);
    for (const old of [...this.#values.keys()].slice(0, -this.room)) this.#values.delete(old);
  }
}
