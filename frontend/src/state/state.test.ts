import { describe, expect, it } from "vitest";
import { Latest } from "./latest";
import { Recent } from "./recent";
import { Store } from "./store";

describe("Store", () => {
  it("tells its watchers of changes, until they stop", () => {
    const store = new Store(1);
    const seen: number[] = [];
    const stop = store.watch(() => seen.push(store.value));
    store.set(2);
    store.set(2);
    stop();
    store.set(3);
    expect(seen).toEqual([2]);
  });
});

describe("Latest", () => {
  it("drops the answer of a task that another one replaced", async () => {
    const latest = new Latest();
    let answer: (value: string) => void = () => undefined;
    const slow = latest.run(() => new Promise<string>((resolve) => (answer = resolve)));
    const quick = latest.run(() => Promise.resolve("new"));
    answer("old");
    expect([await slow, await quick]).toEqual([undefined, "new"]);
  });

  it("aborts the replaced task and swallows its failure", async () => {
    const latest = new Latest();
    const aborted = latest.run(
      (signal) =>
        new Promise<string>((_, reject) => {
          signal.addEventListener("abort", () => {
            reject(new Error("aborted"));
          });
        }),
    );
    latest.abort();
    expect(await aborted).toBeUndefined();
  });

  it("lets a failure through", async () => {
    await expect(new Latest().run(() => Promise.reject(new Error("no")))).rejects.toThrow("no");
  });
});

describe("Recent", () => {
  it("forgets what was not used for longest", () => {
    const recent = new Recent<number>(2);
    recent.set("a", 1);
    recent.set("b", 2);
    recent.get("a");
    recent.set("c", 3);
    expect(["a", "b", "c"].map((key) => recent.get(key))).toEqual([1, undefined, 3]);
  });
});
