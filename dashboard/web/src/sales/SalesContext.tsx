import type { Channel } from "@zamer/api/lead/v1/marketing_pb";
import type { DimensionFilter } from "@zamer/api/metrics/v1/metrics_service_pb";
import type { Department, Employee } from "@zamer/api/scheduling/v1/department_pb";
import { Employee_State } from "@zamer/api/scheduling/v1/department_pb";
import { Role } from "@zamer/api/type/v1/role_pb";
import { createContext, type ReactNode, useContext, useMemo } from "react";

import { scheduling } from "../app/api.ts";
import { languageStore, locale } from "../app/language.ts";
import { navigate, useSearch } from "../app/location.ts";
import { useSession } from "../app/session_context.ts";
import { useStore } from "../app/store.ts";
import { firstAnswer } from "../live/useBoard.ts";
import { type Formats, formatsFor } from "../ui/format.ts";
import { useFetched } from "../ui/useFetched.ts";
import { allPages } from "./pages.ts";
import { type Day, type Period, periodBefore } from "./period.ts";
import { filter } from "./queries.ts";
import { useToday } from "./useToday.ts";
import { type Explained, type Split, type View, periodOf, readView, writeView } from "./view.ts";

// What every card of the page knows.
export interface Sales {
  view: View;
  // The address of the page with something else shown.
  href(change: Partial<View>): string;
  show(change: Partial<View>): void;
  explain(explained: Explained): string;
  department: string;
  settings: Department;
  zone: string;
  today: Day;
  period: Period;
  before: Period;
  filters: readonly DimensionFilter[];
  formats: Formats;
  people: readonly Employee[];
  // The name that people know a dimension's value by.
  nameOf(split: Split, value: string): string;
  channels: readonly Channel[];
}

const context = createContext<Sales | undefined>(undefined);

export function useSales(): Sales {
  const sales = useContext(context);
  if (!sales) throw new Error("this is not on the page of the sales head");
  return sales;
}

export function lastSegment(name: string): string {
  return name.slice(name.lastIndexOf("/") + 1);
}

// The people and channels of a department change seldom.
const DIRECTORY_EVERY = 120_000;

export function SalesProvider({ children, waiting }: { children: ReactNode; waiting: ReactNode }) {
  const session = useSession();
  const parent = session.department;
  const department = useFetched(parent, (signal) => scheduling.getDepartment({ name: parent }, { signal }), { every: DIRECTORY_EVERY });
  const people = useFetched(
    parent,
    async (signal) =>
      (await allPages(async (pageToken) => {
        const { employees, nextPageToken } = await scheduling.listEmployees({ parent, pageSize: 1000, pageToken }, { signal });
        return { items: employees, next: nextPageToken };
      })).items,
    { every: DIRECTORY_EVERY },
  );
  const channels = useFetched(
    parent,
    async (signal) => {
      // Names can come after the numbers, as all that needs the lead service's description.
      await firstAnswer();
      const { leads } = await import("../app/leads.ts");
      return (await leads.listChannels({ parent, pageSize: 1000 }, { signal })).channels;
    },
    { every: DIRECTORY_EVERY },
  );
  if (!department.data || !people.data) return waiting;
  return <SalesOf department={department.data} people={people.data} channels={channels.data ?? none}>{children}</SalesOf>;
}

const none: readonly Channel[] = [];

// The same over what has been read already. `usual`: what is shown where the address does not say a period.
export function SalesOf({ department, people, channels, usual, children }: {
  department: Department;
  people: readonly Employee[];
  channels: readonly Channel[];
  usual?: (today: Day) => Partial<View>;
  children: ReactNode;
}) {
  const language = useStore(languageStore);
  const search = useSearch();
  const zone = department.timeZone;
  const today = useToday(zone);
  const sales = useMemo<Sales>(() => {
    const asked = readView(search);
    const view = usual && !new URLSearchParams(search).has("period") ? { ...asked, ...usual(today) } : asked;
    const period = periodOf(view, today);
    const href = (change: Partial<View>) => writeView({ ...view, ...change }, search);
    const known = toldApart(people);
    return {
      view,
      href,
      show: (change) => navigate(href(change)),
      explain: (explained) => href({ explain: explained }),
      department: department.name,
      settings: department,
      zone,
      today,
      period,
      before: periodBefore(view.kind, period),
      filters: filtersOf(view, department.name, people),
      formats: formatsFor(locale(), zone),
      people: known,
      channels,
      nameOf: namesOf(known, channels),
    };
  }, [search, department, people, channels, usual, today, zone, language]);
  return <context.Provider value={sales}>{children}</context.Provider>;
}

export function sellsMeetings(employee: Employee): boolean {
  return employee.roles.some((role) => role === Role.LEAD_MANAGER || role === Role.OFFICE_MANAGER);
}

export function holdsMeetings(employee: Employee): boolean {
  return employee.roles.includes(Role.DESIGNER);
}

export function worksHere(employee: Employee): boolean {
  return employee.state !== Employee_State.DISMISSED;
}

function filtersOf(view: View, department: string, people: readonly Employee[]): DimensionFilter[] {
  const filters: DimensionFilter[] = [];
  if (view.city !== undefined) filters.push(filter("city", view.city));
  if (view.channel !== undefined) filters.push(filter("channel", view.channel && `${department}/channels/${view.channel}`));
  if (view.person !== undefined) {
    const name = `${department}/employees/${view.person}`;
    const person = people.find((each) => each.name === name);
    filters.push(filter(person && holdsMeetings(person) && !sellsMeetings(person) ? "designer" : "lead_manager", name));
  }
  return filters;
}

// Two people of one name are told apart by their ids.
function toldApart(people: readonly Employee[]): Employee[] {
  const times = new Map<string, number>();
  for (const { displayName } of people) times.set(displayName, (times.get(displayName) ?? 0) + 1);
  return people.map((person) => ((times.get(person.displayName) ?? 0) > 1 ? { ...person, displayName: `${person.displayName} ${lastSegment(person.name)}` } : person));
}

function namesOf(people: readonly Employee[], channels: readonly Channel[]) {
  const names = new Map([...people, ...channels].map(({ name, displayName }) => [name, displayName]));
  return (split: Split, value: string) => {
    if (value === "") return "—";
    return split === "city" ? value : (names.get(value) ?? lastSegment(value));
  };
}
