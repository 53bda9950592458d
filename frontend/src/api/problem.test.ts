import { expect, it } from "vitest";
import { Problem, asProblem, problemOf } from "./problem";

it("shows the words of the service", async () => {
  const body = JSON.stringify({ title: "Unprocessable", detail: "Send a JPEG.", reason: "corrupt", request_id: "r1" });
  const problem = await problemOf(new Response(body, { status: 422 }));
  expect(problem.title).toBe("This picture is damaged");
  expect([problem.message, problem.requestId, problem.passing]).toEqual(["Send a JPEG.", "r1", false]);
});

it("has words of its own for an answer without any", async () => {
  const problem = await problemOf(new Response("<html>Bad gateway", { status: 502 }));
  expect(problem.message).toContain("502");
  expect(problem.passing).toBe(true);
});

it("takes a failed connection for a passing trouble", () => {
  const problem = asProblem(new TypeError("Failed to fetch"));
  expect([problem.status, problem.passing]).toEqual([0, true]);
  expect(asProblem(problem)).toBe(problem);
});

it("passes on problems as they are", () => {
  const problem = new Problem("No", "Because.", 400);
  expect(asProblem(problem)).toBe(problem);
});
