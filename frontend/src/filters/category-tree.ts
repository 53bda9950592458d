import type { Facets } from "../api/types";
import { type Choice, PATH, type Selection, choices, valuesOf, withValues } from "./selection";

const STEP = " > ";
/** A tree of so few nodes is shown whole. */
const FEW = 24;

/** A node as it is offered: its own name, and how deep it lies. */
export interface Node extends Choice {
  readonly name: string;
  readonly depth: number;
}

/** Whether the shop has a tree at all, and not just categories side by side. */
export function hasTree(facets: Facets, selection: Selection): boolean {
  const nodes = [...(facets[PATH] ?? []).map(({ value }) => value), ...valuesOf(selection, PATH)];
  return nodes.some((node) => node.includes(STEP));
}

/** The nodes to offer, each below its parent: those at the root, and of a large tree those beside what is chosen. */
export function nodes(facets: Facets, selection: Selection): Node[] {
  const all = choices(facets, selection, PATH)
    .map((choice) => ({ ...choice, name: lastStep(choice.value), depth: choice.value.split(STEP).length - 1 }))
    .sort((a, b) => compare(a.value.split(STEP), b.value.split(STEP)));
  if (all.length <= FEW) return all;
  const picked = valuesOf(selection, PATH);
  return all.filter(({ value, depth }) => depth === 0 || picked.some((node) => isWithin(node, parentOf(value))));
}

/** Chooses a node, or takes it back. One within a chosen one takes its place, and the other way round. */
export function toggledNode(selection: Selection, node: string): Selection {
  const now = valuesOf(selection, PATH);
  const others = now.filter((other) => !isWithin(other, node) && !isWithin(node, other));
  return withValues(selection, PATH, now.includes(node) ? others : [...others, node]);
}

export function lastStep(node: string): string {
  return node.slice(node.lastIndexOf(STEP) === -1 ? 0 : node.lastIndexOf(STEP) + STEP.length);
}

function parentOf(node: string): string {
  return node.slice(0, node.lastIndexOf(STEP));
}

function isWithin(node: string, other: string): boolean {
  return node === other || node.startsWith(other + STEP);
}

/** Step by step, so that what lies within a node follows it. */
function compare(a: readonly string[], b: readonly string[]): number {
  const at = a.findIndex((step, index) => step !== b[index]);
  if (at === -1) return a.length - b.length;
  return (a[at] ?? "").localeCompare(b[at] ?? "") || a.length - b.length;
}
