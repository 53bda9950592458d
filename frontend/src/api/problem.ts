import { strings } from "../strings";

/** Something went wrong, in words that may be shown. `status` is 0 when the service gave no answer at all. */
export class Problem extends Error {
  constructor(
    readonly title: string,
    detail: string,
    readonly status: number,
    /** By which whoever runs the service finds the trouble in the log. */
    readonly requestId = "",
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
  const detail = textOf(told.detail) || strings.problem.unexplained(response.status);
  return new Problem(titleFor(textOf(told.reason)), detail, response.status, textOf(told.request_id));
}

/** The problem that any thrown value stands for. */
export function asProblem(thrown: unknown): Problem {
  if (thrown instanceof Problem) return thrown;
  const offline = typeof navigator !== "undefined" && !navigator.onLine;
  const words = offline ? strings.problem.offline : strings.problem.unreachable;
  return new Problem(words.title, words.detail, 0);
}

/** The service's own titles are those of HTTP, which say nothing to a shopper. */
function titleFor(reason: string): string {
  const titles: Readonly<Record<string, string>> = strings.problem.reasons;
  return titles[reason] ?? strings.problem.title;
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

async function jsonObject(response: Response): Promise<Record<string, unknown>> {
  try {
    const value: unknown = await response.json();
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
