import { i18n } from "@lingui/core";
import { msg, t } from "@lingui/core/macro";

import type { Formats } from "../ui/format.ts";
import { addDays } from "./period.ts";
import type { Sales } from "./SalesContext.tsx";
import type { Basis, Split, Step } from "./view.ts";

export function basisText(basis: Basis): string {
  return basis === "cohort" ? t`по дате заявки` : t`по дате события`;
}

// What a card counts: on which basis, over which days.
export function counted({ view, formats, period }: Sales, basis: Basis = view.basis): string {
  return `${basisText(basis)} · ${formats.range(period.start, period.end)}`;
}

const stepNames: Record<Step, ReturnType<typeof msg>> = {
  leads: msg`Лиды`,
  phones: msg`Телефон`,
  bookings: msg`Запись на встречу`,
  meetings_held: msg`Встреча`,
  contracts: msg`Договор`,
  hand_overs: msg`Производство`,
};

export function stepName(step: Step): string {
  return i18n._(stepNames[step]);
}

const splitNames: Record<Split, ReturnType<typeof msg>> = {
  channel: msg`канал`,
  city: msg`город`,
  lead_manager: msg`лид-менеджер`,
  designer: msg`дизайнер`,
};

export function splitName(split: Split): string {
  return i18n._(splitNames[split]);
}

// 1 is Monday.
export function weekdayName(weekday: number, formats: Formats): string {
  return formats.weekday(addDays(MONDAY, weekday - 1));
}

const MONDAY = "2024-01-01";
