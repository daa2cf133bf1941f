// The form that docs/ways-in.md has for a site: copied from there into a page of another origin, and filled in by somebody
// who came by an advertisement.
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { join } from "node:path";
import { leadClient, newRequestId, Positions, schedulingClient } from "@zamer/api";
import { afterAll, beforeAll, expect, it } from "vitest";
import { transportTo } from "./calls.js";
import type { Cluster } from "./cluster.js";
import { eventually } from "./processes.js";
import { type Stage, theStage } from "./stage.js";

const DEPARTMENT = "departments/kitchens";

let stage: Stage;
let site: Server;
let leads: ReturnType<typeof leadClient>;

beforeAll(async () => {
  stage = await theStage();
  leads = await openDepartment(stage.cluster);
  site = await serve(stage.cluster);
});
afterAll(async () => {
  await stage.screens.clear();
  site.close();
});

async function openDepartment(cluster: Cluster) {
  const token = cluster.token("kitchens", "head", "SALES_HEAD", "OPERATOR");
  const positions = new Positions();
  await schedulingClient(transportTo(cluster, "scheduling", token, positions)).createDepartment({
    departmentId: "kitchens",
    department: { displayName: "Кухни", timeZone: "Europe/Moscow", currencyCode: "RUB" },
    requestId: newRequestId(),
  });
  const client = leadClient(transportTo(cluster, "lead", token, positions));
  await client.createChannel({ parent: DEPARTMENT, channelId: "site", channel: { displayName: "Сайт" }, requestId: newRequestId() });
  return client;
}

// The same page at every path, with the snippet as whoever copies it would have it.
async function serve({ url, siteUrl }: Cluster): Promise<Server> {
  const docs = readFileSync(join(import.meta.dirname, "../../docs/ways-in.md"), "utf8");
  const [, snippet = ""] = /```html\n([^]*?)```/.exec(docs) ?? [];
  const form = snippet.replace("https://gateway.example/in/site", `${url}/in/site`);
  const server = createServer((_, response) => {
    response.setHeader("content-type", "text/html; charset=utf-8").end(`<!doctype html><title>Кухни</title>${form}`);
  });
  server.listen(Number(new URL(siteUrl).port), new URL(siteUrl).hostname);
  await once(server, "listening");
  return server;
}

it("a form of the docs becomes a lead with what its visitor came by", async () => {
  const { siteUrl } = stage.cluster;
  const page = await stage.screens.show(await stage.screens.context(undefined), `${siteUrl}/?utm_source=yandex&utm_campaign=autumn&yclid=77`);
  await page.goto(`${siteUrl}/contacts`);
  await page.getByPlaceholder("Имя").fill("Мария");
  await page.getByPlaceholder("Телефон").fill("8 (912) 345-67-89");
  await page.getByPlaceholder("Что вам нужно?").fill("Кухня с островом");
  await page.getByRole("checkbox").check();
  await page.getByRole("button", { name: "Отправить" }).click();
  await page.getByText("Спасибо! Заявка принята").waitFor();

  const taken = async () => (await leads.listLeads({ parent: DEPARTMENT })).leads;
  await eventually("the lead", async () => (await taken()).length > 0);
  const [lead, ...more] = await taken();
  expect(more).toEqual([]);
  expect(lead).toMatchObject({ clientName: "Мария", phones: [{ e164: "+79123456789" }] });
  expect(lead!.touches).toMatchObject([
    {
      channel: `${DEPARTMENT}/channels/site`,
      tags: { utm_source: "yandex", utm_campaign: "autumn", yclid: "77", page: `${siteUrl}/contacts` },
    },
  ]);
  const { interactions } = await leads.listInteractions({ parent: lead!.name });
  expect(interactions.map(({ text }) => text).join()).toContain("Кухня с островом");
});
