import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";

import { daysAfter, instantOf, wallOf } from "../../time/wall.ts";

// Times that are offered for a next step, so that nobody types one while a client is on the phone.
export interface Preset {
  label: MessageDescriptor;
  at(now: Date, zone: string): Date;
}

const MORNING = { hour: 10, minute: 0 };

function later(minutes: number): Preset["at"] {
  return (now) => new Date(Math.ceil(now.getTime() / 60_000) * 60_000 + minutes * 60_000);
}

function onDay(days: number): Preset["at"] {
  return (now, zone) => instantOf({ ...daysAfter(wallOf(now, zone), days), ...MORNING }, zone);
}

export const stepPresets: Preset[] = [
  { label: msg`через 15 мин`, at: later(15) },
  { label: msg`через час`, at: later(60) },
  { label: msg`через 3 часа`, at: later(180) },
  { label: msg`завтра в 10:00`, at: onDay(1) },
  { label: msg`через 3 дня`, at: onDay(3) },
  { label: msg`через неделю`, at: onDay(7) },
];

export const pausePresets: Preset[] = [
  { label: msg`на 2 недели`, at: onDay(14) },
  { label: msg`на месяц`, at: onDay(30) },
  { label: msg`на 3 месяца`, at: onDay(91) },
  { label: msg`на полгода`, at: onDay(182) },
];
