import { languageStore } from "../app/language.ts";
import { kpis } from "../catalogue.gen.ts";

// What the catalogue calls a KPI, and how it says what it means.
export function titleOf(kpi: string): string {
  return kpis[kpi]?.title[languageStore.get()] ?? kpi;
}

export function definitionOf(kpi: string): string {
  return kpis[kpi]?.definition[languageStore.get()] ?? "";
}

// What a KPI is where nothing was counted: a share or a duration of nothing is not there, which is not 0.
export function nothingOf(kpi: string): "0" | "" {
  return ["count", "money"].includes(kpis[kpi]?.unit ?? "") ? "0" : "";
}
