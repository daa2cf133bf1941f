// A change is on the page within a second, without anybody asking for it.
import { newRequestId } from "@zamer/api";
import type { Page } from "playwright-core";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { DAY, dayAt } from "./days.js";
import { head, live, pathOfAllDays, playedDepartment } from "./sales_scene.js";
import type { Stage } from "./stage.js";
import { DEPARTMENT, workScene } from "./work_scene.js";

// Milliseconds from the answer to a change until the page shows it.
const SOON = 1000;
const demo = "departments/demo";
const yesterday = dayAt(Date.now() - DAY);
const tile = (kpi: string) => `[data-testid="tile-${kpi}"] [data-kpi="${kpi}"]`;
const funnel = (step: string) => `[data-testid="step-${step}"] [data-kpi="${step}"]`;

let stage: Stage;

beforeAll(async () => {
  stage = await playedDepartment();
});
afterEach(() => stage.screens.clear());

interface Change {
  // What is called, as `lead.v1.LeadService/CreateLead`, and with what.
  method: string;
  request: object;
  // Where it must be seen: what is there, or its number, becomes another.
  place: string;
}

interface Named {
  name: string;
}

interface Seen<Answer> {
  answer: Answer;
  // By the clock of the page; the change may be seen before its answer has come.
  milliseconds: number;
}

// Makes a change from the page itself, past all that the page does when it changes something.
async function change<Answer>(page: Page, { method, request, place }: Change): Promise<Seen<Answer>> {
  const seen = await page.evaluateHandle((place) => {
    const look = () => [...document.querySelectorAll<HTMLElement>(place)].map((one) => one.dataset["value"] ?? one.textContent).join();
    const before = look();
    return {
      at: new Promise<number>((resolve) => {
        const observer = new MutationObserver(() => {
          if (look() === before) return;
          observer.disconnect();
          resolve(performance.now());
        });
        observer.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ["data-value"] });
      }),
    };
  }, place);
  const { answer, at } = await call<Answer>(page, method, request);
  return { answer, milliseconds: Math.max(0, Math.round((await seen.evaluate((one) => one.at)) - at)) };
}

// Calls the API in the page's name; with the position up to which its calls have changed something.
async function call<Answer>(page: Page, method: string, request: object): Promise<{ answer: Answer; at: number }> {
  return page.evaluate(
    async ({ method, body }) => {
      const kept = window as Window & { position?: string };
      const headers = { "content-type": "application/json", ...(kept.position && { "zamer-position": kept.position }) };
      const response = await fetch(`/zamer.${method}`, { method: "POST", headers, body });
      const at = performance.now();
      const answer = await response.json();
      if (!response.ok) throw new Error(`${method}: ${JSON.stringify(answer)}`);
      kept.position = response.headers.get("zamer-position") ?? "";
      return { answer, at };
    },
    { method, body: JSON.stringify({ ...request, requestId: newRequestId() }) },
  );
}

// The steps of a client's way, the day before; gives how long each took until it was on the page.
async function followClient(page: Page, client: number): Promise<Record<string, number>> {
  const at = (clock: string) => new Date(`${yesterday}T${clock}:00+03:00`).toISOString();
  const seen: Record<string, number> = {};
  const step = async <Answer>(place: string, method: string, request: object): Promise<Answer> => {
    const { answer, milliseconds } = await change<Answer>(page, { method, request, place });
    seen[method.split("/")[1]!] = milliseconds;
    return answer;
  };
  const { name: lead } = await step<Named>(tile("leads"), "lead.v1.LeadService/CreateLead", {
    parent: demo,
    lead: { clientName: "Ирина", externalIdentities: [{ channel: `${demo}/channels/vk`, externalId: `live-${client}` }] },
    occurredTime: at("10:00"),
  });
  await step(funnel("phones"), "lead.v1.LeadService/CapturePhone", { name: lead, phone: { raw: `+7913000000${client}` }, occurredTime: at("10:05") });
  const designer = `${demo}/employees/designer-${client}`;
  const { name: meeting } = await step<Named>(funnel("bookings"), "scheduling.v1.SchedulingService/BookMeeting", {
    parent: demo,
    meeting: { lead, kind: "ONLINE", designer, startTime: at("16:00") },
    occurredTime: at("10:10"),
  });
  await step(tile("meetings"), "scheduling.v1.SchedulingService/RecordOutcome", { name: meeting, outcome: { result: "ESTIMATE_GIVEN" } });
  const lines = [{ product: "kitchen", quantityMilli: 1000, unitPrice: { currencyCode: "RUB", minorUnits: 50_000_000 } }];
  const { answer: { name: estimate } } = await call<Named>(page, "contract.v1.ContractService/CreateEstimate", { parent: demo, estimate: { lead, lines } });
  await step(tile("contracts"), "contract.v1.ContractService/SignContract", { estimate, occurredTime: at("18:00") });
  return seen;
}

describe("a change is seen within a second", () => {
  it("by the head of sales, at each step of a client's way", async () => {
    const page = await stage.screens.show(await stage.screens.context(head), pathOfAllDays());
    await live(page);
    await page.locator(funnel("bookings")).first().waitFor();
    const seen: [step: string, milliseconds: number][] = [];
    for (let client = 1; client <= 4; ++client) seen.push(...Object.entries(await followClient(page, client)));
    console.info(`on the page of the head of sales after ms: ${seen.map((one) => one.join(" ")).join(", ")}`);
    expect(seen).toHaveLength(20);
    for (const [step, milliseconds] of seen) expect(milliseconds, step).toBeLessThan(SOON);
  });

  it("by the lead manager whose it is", async () => {
    const scene = await workScene();
    const page = await scene.page("anna", "/focus");
    const delays: number[] = [];
    for (let client = 1; client <= 5; ++client) {
      const { milliseconds } = await change(page, {
        method: "lead.v1.LeadService/CreateLead",
        request: { parent: DEPARTMENT, lead: { clientName: "Ирина", externalIdentities: [{ channel: `${DEPARTMENT}/channels/vk`, externalId: `live-${client}` }] } },
        place: '[data-testid="focus-entry"]',
      });
      delays.push(milliseconds);
    }
    console.info(`on the page of the lead manager after ms: ${delays.join(", ")}`);
    expect(Math.max(...delays)).toBeLessThan(SOON);
  });
});
