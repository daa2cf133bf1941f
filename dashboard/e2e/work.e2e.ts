// The day of a lead manager and of a designer on the work pages, in a real browser over real services.
import { timestampDate, timestampFromDate } from "@bufbuild/protobuf/wkt";
import { newRequestId } from "@zamer/api";
import { type Lead, Interaction_CallResult, Lead_State } from "@zamer/api/lead/v1/lead_pb";
import { Meeting_Kind, Meeting_State, Outcome_Result } from "@zamer/api/scheduling/v1/meeting_pb";
import type { Page } from "playwright-core";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { eventually } from "./processes.js";
import { DEPARTMENT, pathOf, phoneOf, type WorkScene, workScene } from "./work_scene.js";

let scene: WorkScene;

beforeAll(async () => {
  scene = await workScene();
});
afterEach(() => scene.clear());

const HOUR = 3_600_000;

const again = (lead: Lead) => scene.leads().getLead({ name: lead.name });
const meetingsOf = async (lead: Lead) => (await scene.scheduling().listMeetings({ parent: DEPARTMENT, lead: lead.name })).meetings;
const active = [Meeting_State.BOOKED, Meeting_State.CONFIRMED];

const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();
const pick = (page: Page, label: string) => page.getByTestId("sheet").getByText(label, { exact: true }).click();
const isSaid = (page: Page, sentence: string) => page.getByText(sentence, { exact: true }).first().waitFor();

describe("a lead manager", () => {
  it("sees a new enquiry at once, and answers it from the list", async () => {
    const page = await scene.page("anna", "/focus");
    const lead = await scene.enquiry("Мария");
    const entry = page.getByTestId("focus-entry").filter({ hasText: "Мария" });
    await entry.getByRole("button", { name: "Записать ответ" }).click();
    await page.getByTestId("sheet").getByRole("button", { name: "Записать", exact: true }).click();
    await isSaid(page, "Записано");
    const { state, firstResponse } = await again(lead);
    expect(state).toBe(Lead_State.IN_CORRESPONDENCE);
    expect(firstResponse?.attemptBy).toBe(`${DEPARTMENT}/employees/anna`);
  });

  it("is told at the field when a message has no number, and captures it from one that has", async () => {
    const lead = await scene.enquiry("Ольга");
    const page = await scene.page("anna", pathOf(lead));
    await press(page, "Телефон");
    const field = page.getByLabel("Номер, можно всё сообщение целиком");
    await field.fill("позвоните мне в 12");
    await press(page, "Записать телефон");
    await page.locator(".field-why").getByText("Здесь не видно номера.", { exact: false }).waitFor();
    await field.fill("пишите на 8 (905) 111-22-33, Ольга");
    await press(page, "Записать телефон");
    await page.getByRole("link", { name: "+7 905 111-22-33" }).first().waitFor();
    expect((await again(lead)).phones[0]?.e164).toBe("+79051112233");
  });

  it("logs a call and the next step in one go", async () => {
    const lead = await scene.enquiry("Пётр", { phone: true });
    const page = await scene.page("anna", pathOf(lead));
    await press(page, "Записать");
    await pick(page, "поговорили");
    await pick(page, "5 мин");
    await page.getByLabel("О чём, если важно").fill("Кухня 3 метра");
    await pick(page, "завтра в 10:00");
    await page.getByTestId("sheet").getByRole("button", { name: "Записать", exact: true }).click();
    await isSaid(page, "Записано");
    const { interactions } = await scene.leads().listInteractions({ parent: lead.name });
    expect(interactions.at(-1)).toMatchObject({ callResult: Interaction_CallResult.ANSWERED, text: "Кухня 3 метра" });
    expect(interactions.at(-1)?.talkDuration?.seconds).toBe(300n);
    const [step] = (await again(lead)).followUps;
    expect(new Date(timestampDate(step!.dueTime!)).toLocaleTimeString("ru", { timeZone: "Europe/Moscow" })).toBe("10:00:00");
    await page.getByText("завтра, 10:00").first().waitFor();
  });

  it("can't close the last step without the next", async () => {
    const lead = await scene.enquiry("Игорь", { phone: true });
    const dueTime = timestampFromDate(new Date(Date.now() + HOUR));
    await scene.leads().scheduleFollowUp({ parent: lead.name, followUp: { dueTime, note: "Размеры" }, requestId: newRequestId() });
    const page = await scene.page("anna", pathOf(lead));
    await press(page, "Сделано");
    expect(await page.getByRole("button", { name: "Шаг выполнен", exact: true }).isDisabled()).toBe(true);
    await pick(page, "через 3 дня");
    await press(page, "Шаг выполнен");
    await isSaid(page, "Записано");
    expect((await again(lead)).followUps).toHaveLength(1);
  });

  it("holds a time while the client thinks, and books it once however often the button is pressed", async () => {
    const lead = await scene.enquiry("Светлана", { phone: true });
    const page = await scene.page("anna", pathOf(lead));
    await press(page, "Замер");
    await press(page, "завтра");
    await page.locator(".slot").first().click();
    await page.getByText("держим до", { exact: false }).waitFor();
    expect((await meetingsOf(lead)).map(({ state }) => state)).toContain(Meeting_State.HOLD);
    await page.getByLabel("Адрес").fill("ул. Ленина, 12");
    await page.getByLabel("Что знать дизайнеру").fill("Есть собака");
    await page.getByRole("button", { name: "Записать на встречу" }).dblclick();
    await isSaid(page, "Записано");
    const booked = (await meetingsOf(lead)).filter(({ state }) => state === Meeting_State.BOOKED);
    expect(booked).toHaveLength(1);
    expect(booked[0]).toMatchObject({ address: "ул. Ленина, 12", handoverNote: "Есть собака" });
    await page.getByText("записан на замер").first().waitFor();
  });

  it("gives a held time back by leaving", async () => {
    const lead = await scene.enquiry("Юлия", { phone: true });
    const page = await scene.page("anna", pathOf(lead));
    await press(page, "Замер");
    await press(page, "завтра");
    await page.locator(".slot").first().click();
    await page.getByText("держим до", { exact: false }).waitFor();
    await press(page, "Закрыть");
    await eventually("the hold to be gone", async () => (await meetingsOf(lead)).every(({ state }) => state !== Meeting_State.HOLD));
  });

  it("is offered other times when one has just been taken", async () => {
    const [lead, other] = [await scene.enquiry("Анна", { phone: true }), await scene.enquiry("Вера", { phone: true })];
    const page = await scene.page("anna", pathOf(lead));
    await press(page, "Замер");
    await pick(page, "онлайн");
    await press(page, "завтра");
    const slot = page.locator(".slot").nth(5);
    const clock = await slot.locator("strong").textContent();
    const tomorrow = new Date(Date.now() + 86_400_000).toLocaleDateString("sv", { timeZone: "Europe/Moscow" });
    const start = timestampFromDate(new Date(`${tomorrow}T${clock}:00+03:00`));
    for (const designer of ["daria", "dmitry"]) {
      await scene.scheduling().bookMeeting({
        parent: DEPARTMENT,
        what: { case: "meeting", value: { lead: (designer === "daria" ? other : await scene.enquiry("Ещё", { phone: true })).name, kind: Meeting_Kind.ONLINE, designer: `${DEPARTMENT}/employees/${designer}`, startTime: start } },
        requestId: newRequestId(),
      });
    }
    await slot.click();
    await page.getByText("Это время только что заняли.").waitFor();
    await page.getByRole("alert").locator(".slot").first().click();
    await page.getByText("держим до", { exact: false }).waitFor();
  });

  it("loses nothing and doubles nothing when the answer is lost on the way", async () => {
    const lead = await scene.enquiry("Кирилл", { phone: true });
    const page = await scene.page("anna", pathOf(lead));
    await press(page, "Записать");
    await pick(page, "не ответил");
    const send = page.getByTestId("sheet").getByRole("button", { name: "Записать", exact: true });
    scene.loseAnswers();
    await send.click();
    await page.getByText("Нет связи с сервером. Отправьте ещё раз: дважды это не сделается.").first().waitFor();
    scene.losesAnswers = false;
    await send.click();
    await isSaid(page, "Записано");
    expect((await again(lead)).attemptCount).toBe(1);
  });

  it("moves a meeting, has it confirmed, and calls it off", async () => {
    const lead = await scene.enquiry("Роман", { phone: true });
    const before = await scene.book(lead);
    const page = await scene.page("anna", pathOf(lead));
    await press(page, "Перенести");
    await pick(page, "завтра");
    await page.locator(".slot").nth(2).click();
    await page.getByTestId("sheet").getByRole("button", { name: "Перенести", exact: true }).click();
    await isSaid(page, "Записано");
    await press(page, "Клиент подтвердил");
    await isSaid(page, "Встреча подтверждена");
    const [moved] = (await meetingsOf(lead)).filter(({ state }) => active.includes(state));
    expect(moved).toMatchObject({ state: Meeting_State.CONFIRMED, movedFrom: before.name });
    await press(page, "Отменить");
    await pick(page, "передумал");
    await press(page, "Отменить встречу");
    await page.getByText("Не назначен").waitFor();
    expect((await meetingsOf(lead)).filter(({ state }) => active.includes(state))).toEqual([]);
  });

  it("closes a lead with the reason, and takes it up again", async () => {
    const lead = await scene.enquiry("Зоя", { phone: true });
    const page = await scene.page("anna", pathOf(lead));
    await page.getByText("Ещё", { exact: true }).click();
    await press(page, "Закрыть лид");
    await pick(page, "дорого");
    await page.getByTestId("sheet").getByRole("button", { name: "Закрыть лид" }).click();
    await page.getByText("потерян").first().waitFor();
    expect(await again(lead)).toMatchObject({ state: Lead_State.LOST, closeReason: "price" });
    await press(page, "Вернуть в работу");
    await page.getByText("есть телефон").first().waitFor();
  });

  it("finds a client by the last digits of the phone", async () => {
    const lead = await scene.enquiry("Тимофей", { phone: true });
    const page = await scene.page("anna", "/leads");
    await page.getByRole("searchbox").fill(phoneOf(scene.enquiries).slice(-4));
    await page.waitForURL("**/leads?q=*");
    await page.getByTestId("lead-row").filter({ hasText: "Тимофей" }).click();
    await page.waitForURL(`**${pathOf(lead)}`);
  });

  it("enters who has called, and is shown the lead who has called before", async () => {
    const known = await scene.enquiry("Фёдор", { phone: true });
    const page = await scene.page("anna", "/leads");
    await press(page, "Новый лид");
    await page.getByTestId("sheet").getByLabel("Телефон").fill(phoneOf(scene.enquiries).replace("+7", "8 "));
    await press(page, "Завести лид");
    await page.waitForURL(`**${pathOf(known)}`);
    expect((await again(known)).touchCount).toBe(2);
  });

  it("is at work from one press to another", async () => {
    const page = await scene.page("anna", "/me");
    await press(page, "Я на работе");
    await page.getByText("На работе с", { exact: false }).waitFor();
    const { presence } = await scene.scheduling().getEmployee({ name: `${DEPARTMENT}/employees/anna` });
    expect(presence?.checkInTime).toBeDefined();
    await press(page, "Ухожу");
    await page.getByText("Вы ещё не отметились").waitFor();
    await press(page, "Я на работе"); // or nothing new comes to her
    await page.getByText("На работе с", { exact: false }).waitFor();
  });
});

describe("a designer", () => {
  it("begins a meeting, records what came of it and what comes next", async () => {
    const lead = await scene.enquiry("Галина", { phone: true });
    const meeting = await scene.book(lead, new Date(Math.floor(Date.now() / HOUR) * HOUR - HOUR));
    const page = await scene.page("daria", "/meetings");
    const card = page.getByTestId("meeting").filter({ hasText: "Галина" });
    await card.getByRole("button", { name: "Начинаю встречу" }).click();
    await isSaid(page, "Встреча началась");
    await card.getByRole("button", { name: "Записать итог" }).click();
    await pick(page, "Думает");
    await page.getByLabel("Заметка").fill("Понравился фасад");
    await pick(page, "через 3 дня");
    await page.getByTestId("sheet").getByRole("button", { name: "Записать итог" }).click();
    await isSaid(page, "Записано");
    const after = await scene.scheduling().getMeeting({ name: meeting.name });
    expect(after).toMatchObject({ state: Meeting_State.HELD, outcome: { result: Outcome_Result.THINKING, note: "Понравился фасад" } });
    const { state, followUps } = await again(lead);
    expect(state).toBe(Lead_State.MEETING_HELD);
    expect(followUps[0]?.assignee).toBe(`${DEPARTMENT}/employees/daria`);
  });

  it("is not offered what only others may do, nor are others what only a designer may", async () => {
    const lead = await scene.enquiry("Нина", { phone: true });
    await scene.book(lead, new Date(Math.floor(Date.now() / HOUR) * HOUR - 3 * HOUR));
    const record = (page: Page) => page.getByTestId("meeting").getByRole("button", { name: "Записать итог" });
    const own = await scene.page("daria", pathOf(lead));
    await record(own).waitFor();
    const manager = await scene.page("anna", pathOf(lead));
    await manager.getByTestId("meeting").waitFor();
    expect(await record(manager).count()).toBe(0);
    const enter = (page: Page) => page.getByRole("button", { name: "Новый лид" });
    await manager.goto("/leads");
    await enter(manager).waitFor();
    await own.goto("/leads");
    await own.getByRole("heading", { level: 1, name: "Лиды", exact: true }).waitFor();
    expect(await enter(own).count()).toBe(0);
  });
});

describe("an office manager", () => {
  it("counts a visitor without a phone, and makes a lead of one who leaves it", async () => {
    const page = await scene.page("olga", "/focus");
    await press(page, "Посетитель");
    await press(page, "Записать без телефона");
    await isSaid(page, "Записано");
    await press(page, "Посетитель");
    await page.getByLabel("Телефон, если оставил").fill("8 905 777-66-55");
    await page.getByLabel("Имя").fill("Лариса");
    await press(page, "Записать с телефоном");
    await page.getByRole("heading", { level: 1, name: "Лариса" }).waitFor();
    const { visits } = await scene.leads("olga").listVisits({ parent: DEPARTMENT });
    expect(visits.map(({ lead }) => lead !== "").sort()).toEqual([false, true]);
  });
});
