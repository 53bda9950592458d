import { strings } from "../strings";

/** Something went wrong, in words that may be shown. `status` is 0 when the service gave no answer at all. */
export class Problem extends Error {
  constructor(
    readonly title: string,
    detail: string,
    readonly status: number,
  ) {
    super(detail);
  }

  /** Whether the same request may well succeed later. */
  get passing(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

/** The problem that an answer with an error status tells of (RFC 9457), or a plain one where it tells nothing. */
export async function problemOf(response: Response): Promise<Problem> {
  const told = await jsonObject(response);
  const title = typeof told.title === "string" ? told.title : strings.problem.title;
  const detail = typeof told.detail === "string" ? told.detail : strings.problem.unexplained(response.status);
  return new Problem(title, detail, response.status);
}

/** The problem that any thrown value stands for. */
export function asProblem(thrown: unknown): Problem {
  if (thrown instanceof Problem) return thrown;
  const offline = typeof navigator !== "undefined" && !navigator.onLine;
  const words = offline ? strings.problem.offline : strings.problem.unreachable;
  return new Problem(words.title, words.detail, 0);
}

async function jsonObject(response: Response): Promise<Record<string, unknown>> {
  try {
    const value: unknown = await response.json();
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
