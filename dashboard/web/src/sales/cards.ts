export { Spark } from "../charts/Spark.tsx";
export { Burning, CoverageCard, MeetingsCard } from "./allowed.tsx";
export { ChannelsCard } from "./ChannelsCard.tsx";
export { Explain } from "./Explain.tsx";
export { Losses } from "./Losses.tsx";
export { PeopleCard } from "./PeopleCard.tsx";
export { SpeedCard } from "./SpeedCard.tsx";
export { SplitPanel } from "./SplitPanel.tsx";
