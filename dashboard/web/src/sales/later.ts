import { lazy } from "react";

import { withTexts } from "../app/language.ts";
import { firstAnswer } from "../live/useBoard.ts";

// What is not needed for the first numbers: one piece of code that comes after them, since a slow line has room for one
// thing at a time.
const later = async () => {
  await firstAnswer();
  return withTexts(["words", "plan"], import("./cards.ts"));
};

export const Burning = lazy(async () => ({ default: (await later()).Burning }));
export const ChannelsCard = lazy(async () => ({ default: (await later()).ChannelsCard }));
export const CoverageCard = lazy(async () => ({ default: (await later()).CoverageCard }));
export const Explain = lazy(async () => ({ default: (await later()).Explain }));
export const Losses = lazy(async () => ({ default: (await later()).Losses }));
export const MeetingsCard = lazy(async () => ({ default: (await later()).MeetingsCard }));
export const PeopleCard = lazy(async () => ({ default: (await later()).PeopleCard }));
export const PlanCard = lazy(async () => ({ default: (await later()).PlanCard }));
export const PlanNote = lazy(async () => ({ default: (await later()).PlanNote }));
export const Spark = lazy(async () => ({ default: (await later()).Spark }));
export const SpeedCard = lazy(async () => ({ default: (await later()).SpeedCard }));
export const SplitPanel = lazy(async () => ({ default: (await later()).SplitPanel }));
