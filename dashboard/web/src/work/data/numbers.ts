import type { CountLeadsResponse } from "@zamer/api/lead/v1/lead_service_pb";
import { Lead_State } from "@zamer/api/lead/v1/lead_pb";

// How many leads there are in each state, in the order of a lead's way, without those that there are none in.
export function leadNumbers({ states }: CountLeadsResponse): { total: number; states: [Lead_State, number][] } {
  const counted = states
    .filter(({ state }) => state !== Lead_State.MERGED)
    .map(({ state, count }): [Lead_State, number] => [state, Number(count)])
    .sort(([a], [b]) => a - b);
  return { total: counted.reduce((sum, [, count]) => sum + count, 0), states: counted };
}
