import { getStatus } from "./client";
import type { Status } from "./types";

let asked: Promise<Status | undefined> | undefined;

/** What the service says of itself, asked once; undefined while it cannot be reached. */
export function serviceStatus(): Promise<Status | undefined> {
  asked ??= getStatus().catch(() => {
    asked = undefined;
    return undefined;
  });
  return asked;
}
