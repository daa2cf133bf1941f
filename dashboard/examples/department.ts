// A department for the examples: `d1` in Moscow's time, with a lead manager, an office manager, two designers and a head of sales who work around the clock.
import { leadClient, newRequestId, Positions, schedulingClient } from "@zamer/api";
import { Role } from "@zamer/api/type/v1/role_pb";
import { transportTo } from "../e2e/calls.js";
import type { Cluster } from "../e2e/cluster.js";

const DEPARTMENT = "departments/d1";
const DAY = 24 * 60;

export async function openDepartment(cluster: Cluster): Promise<void> {
  const positions = new Positions();
  const token = cluster.token("*", "services/zamerctl", "OPERATOR");
  const scheduling = schedulingClient(transportTo(cluster, "scheduling", token, positions));
  await scheduling.createDepartment({
    departmentId: "d1",
    department: { displayName: "Кухни", timeZone: "Europe/Moscow", currencyCode: "RUB" },
    requestId: newRequestId(),
  });
  const employ = (employeeId: string, displayName: string, role: Role) =>
    scheduling.createEmployee({
      parent: DEPARTMENT,
      employeeId,
      employee: {
        displayName,
        roles: [role],
        weeklyShifts: [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, startMinute: 0, endMinute: DAY })),
      },
      requestId: newRequestId(),
    });
  await employ("anna", "Анна", Role.LEAD_MANAGER);
  await employ("olga", "Ольга", Role.OFFICE_MANAGER);
  await employ("daria", "Дарья", Role.DESIGNER);
  await employ("dmitry", "Дмитрий", Role.DESIGNER);
  await employ("vera", "Вера", Role.SALES_HEAD);
  const leads = leadClient(transportTo(cluster, "lead", token, positions));
  await leads.createChannel({ parent: DEPARTMENT, channelId: "vk", channel: { displayName: "ВК" }, requestId: newRequestId() });
}
