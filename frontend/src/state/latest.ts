/** Runs one task at a time: starting the next one aborts the one before. */
export class Latest {
  #running: AbortController | undefined;

  /** The task's result, or undefined if another task took its place meanwhile. */
  async run<T>(task: (signal: AbortSignal) => Promise<T>): Promise<T | undefined> {
    this.abort();
    const mine = (this.#running = new AbortController());
    try {
      const result = await task(mine.signal);
      return mine.signal.aborted ? undefined : result;
    } catch (thrown) {
      if (mine.signal.aborted) return undefined;
      throw thrown;
    }
  }

  abort(): void {
    this.#running?.abort();
  }
}
