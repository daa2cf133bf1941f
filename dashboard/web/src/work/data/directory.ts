import { mayCall } from "@zamer/api";
import type { Channel } from "@zamer/api/lead/v1/marketing_pb";
import { LeadService } from "@zamer/api/lead/v1/lead_service_pb";
import type { Department, Employee } from "@zamer/api/scheduling/v1/department_pb";
import { createContext, useContext } from "react";

import { scheduling } from "../../app/api.ts";
import { leads } from "../../app/leads.ts";
import type { Session } from "../../app/session.ts";
import { idOf } from "./names.ts";
import { allOf } from "./pages.ts";

// The department, its people and its channels: what the pages need to say names rather than ids.
export interface Directory {
  department: Department;
  zone: string;
  people: ReadonlyMap<string, Employee>;
  channels: ReadonlyMap<string, Channel>;
  // What a person or a channel is called; the id of one that is not known.
  nameOf(person: string): string;
  channelOf(channel: string): string;
}

export async function readDirectory(session: Session, signal: AbortSignal): Promise<Directory> {
  const parent = session.department;
  const options = { signal };
  const [department, people, channels] = await Promise.all([
    scheduling.getDepartment({ name: parent }, options),
    allOf((pageToken) => scheduling.listEmployees({ parent, pageSize: 1000, pageToken }, options), (page) => page.employees),
    mayCall(LeadService.method.listChannels, session.roles)
      ? allOf((pageToken) => leads.listChannels({ parent, pageSize: 1000, pageToken }, options), (page) => page.channels)
      : [],
  ]);
  return directoryOf(department, people, channels);
}

export function directoryOf(department: Department, employees: Employee[], channelList: Channel[]): Directory {
  const people = new Map(employees.map((one) => [one.name, one]));
  const channels = new Map(channelList.map((one) => [one.name, one]));
  return {
    department,
    zone: department.timeZone,
    people,
    channels,
    nameOf: (person) => people.get(person)?.displayName ?? idOf(person),
    channelOf: (channel) => channels.get(channel)?.displayName || idOf(channel),
  };
}

export const DirectoryContext = createContext<Directory | undefined>(undefined);

export function useDirectory(): Directory {
  const directory = useContext(DirectoryContext);
  if (!directory) throw new Error("there is no directory around this");
  return directory;
}
