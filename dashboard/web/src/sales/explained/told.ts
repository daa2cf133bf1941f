import { CasePart, type KpiCase } from "@zamer/api/metrics/v1/metrics_service_pb";

import { allCases, type CasesAsked } from "../cases.ts";
import type { Value } from "../value.ts";
import type { Part } from "../view.ts";

// What is asked of a number.
export interface Question extends Omit<CasesAsked, "kpi" | "part"> {
  // Seconds within which a first answer is not late.
  limit: number;
}

export interface Cases {
  items: KpiCase[];
  // Whether these are all.
  whole: boolean;
}

export interface Answer {
  value: Value | undefined;
  asOf: Date | undefined;
  // What the cases of a part add up to, where the value does not say it.
  amounts?: Partial<Record<Part, number>>;
}

// A number that the metrics service counts: what it is called, what it means, what it is, and the cases of a part of it.
export interface Told {
  title: string;
  definition: string;
  // Whether the cases of a part are amounts of money.
  isMoney?(part: Part): boolean;
  // What its parts are called, where they are not what parts usually are.
  names?: Partial<Record<Part, string>>;
  // Whether there may be cases that do not count for it.
  beyond?: boolean;
  read(question: Question, signal: AbortSignal): Promise<Answer>;
  cases(question: Question, part: Part, signal: AbortSignal): Promise<Cases>;
}

const MOST = 5000;

export function casesOf(question: Question, kpi: string, signal: AbortSignal, part = CasePart.NUMERATOR): Promise<Cases> {
  return allCases({ ...question, kpi, part }, MOST, signal);
}
