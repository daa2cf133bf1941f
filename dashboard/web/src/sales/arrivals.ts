import { timestampDate, timestampFromDate } from "@bufbuild/protobuf/wkt";
import type { Lead } from "@zamer/api/lead/v1/lead_pb";
import { LeadService } from "@zamer/api/lead/v1/lead_service_pb";

import { leads } from "../app/leads.ts";
import { useMayCall } from "../app/may_call.ts";
import { type Fetched, useFetched } from "../ui/useFetched.ts";
import { allPages } from "./pages.ts";
import { addDays, dayIn, minuteOfDay, startOfDay, weekdayOf } from "./period.ts";
import { useSales } from "./SalesContext.tsx";

const MOST = 3000;
const EVERY = 60_000;

// A lead that came, and whether it was answered late.
export interface Arrival {
  lead: string;
  client: string;
  city: string;
  owner: string;
  at: Date;
  // The hour of the week: 1 to 7, 0 to 23, on the zone's clock.
  weekday: number;
  hour: number;
  attempt: Date | undefined;
  late: boolean;
}

export interface Arrivals {
  all: Arrival[];
  // Whether these are all of the period.
  whole: boolean;
}

// The leads that came in the period; a filter on a person does not hold here.
export function useArrivals(): Fetched<Arrivals> {
  const { department, period, zone, view } = useSales();
  const mayCall = useMayCall();
  const key = mayCall(LeadService.method.listLeads) ? JSON.stringify([period, view.city, view.channel]) : undefined;
  return useFetched(
    key,
    async (signal) => {
      const { items, whole } = await allPages(async (pageToken) => {
        const page = await leads.listLeads(
          {
            parent: department,
            pageSize: 1000,
            pageToken,
            city: view.city ?? "",
            channel: view.channel ? `${department}/channels/${view.channel}` : "",
            arriveStartTime: timestampFromDate(startOfDay(zone, period.start)),
            arriveEndTime: timestampFromDate(startOfDay(zone, addDays(period.end, 1))),
          },
          { signal },
        );
        return { items: page.leads, next: page.nextPageToken };
      }, MOST);
      return { all: items.flatMap((lead) => arrivalOf(lead, zone)), whole };
    },
    { every: EVERY },
  );
}

function arrivalOf({ name, clientName, city, owner, arriveTime, firstResponse }: Lead, zone: string): Arrival[] {
  if (!arriveTime) return [];
  const at = timestampDate(arriveTime);
  return [
    {
      lead: name,
      client: clientName,
      city,
      owner,
      at,
      weekday: weekdayOf(dayIn(zone, at)),
      hour: Math.floor(minuteOfDay(zone, at) / 60),
      attempt: firstResponse?.attemptTime && timestampDate(firstResponse.attemptTime),
      late: firstResponse?.late ?? false,
    },
  ];
}

export interface HourOfWeek {
  weekday: number;
  hour: number;
}

// As it is in the address: 1-13.
export function hourId({ weekday, hour }: HourOfWeek): string {
  return `${weekday}-${hour}`;
}

export function readHour(id: string | undefined): HourOfWeek | undefined {
  const [weekday = Number.NaN, hour = Number.NaN] = (id ?? "").split("-").map(Number);
  return weekday >= 1 && weekday <= 7 && hour >= 0 && hour <= 23 ? { weekday, hour } : undefined;
}
