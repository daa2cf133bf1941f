import { Code, ConnectError } from "@connectrpc/connect";
import { readError } from "@zamer/api";
import { afterEach, expect, test, vi } from "vitest";

import { readAlerts } from "./alerts.ts";
import type { Fire } from "./fires.ts";
import { burningOf, sourceOf } from "./sources.ts";

const fire = (id: string, rank: number): Fire => ({ id, rank, who: "", text: id, href: "" });
const says = (...fires: Fire[]) => ({ fires, unread: false });
const silent = { fires: undefined, unread: false };
const failed = (...fires: Fire[]) => ({ fires, unread: true });

test("that nothing burns is known once all who may be asked have said so", () => {
  expect(burningOf([says(), silent, undefined])).toBeUndefined();
  expect(burningOf([says(), says(), undefined])).toEqual({ fires: [], unread: false });
});

test("a fire is told before all have been heard, the worst first", () => {
  expect(burningOf([says(fire("later", 4)), silent, says(fire("now", 0))])).toEqual({ fires: [fire("now", 0), fire("later", 4)], unread: false });
});

test("one that cannot be read is told, beside what the others and itself last said", () => {
  expect(burningOf([says(), { ...silent, unread: true }])).toEqual({ fires: [], unread: true });
  expect(burningOf([says(), failed(fire("before", 1))])).toEqual({ fires: [fire("before", 1)], unread: true });
});

const failure = (code: Code) => readError(new ConnectError("no", code));
const ofWords = (words: string[]) => words.map((word) => fire(word, 1));

test("a call that fails is a source that is not read, with what it answered before", () => {
  const error = failure(Code.Unavailable);
  expect(sourceOf({ asked: true, data: ["lead"], error }, ofWords)).toEqual(failed(fire("lead", 1)));
  expect(sourceOf({ asked: true, data: undefined, error }, ofWords)).toEqual({ ...silent, unread: true });
});

test("what is not asked, or refused, is no source", () => {
  expect(sourceOf({ asked: false, data: undefined, error: undefined }, ofWords)).toBeUndefined();
  expect(sourceOf({ asked: true, data: undefined, error: failure(Code.PermissionDenied) }, ofWords)).toBeUndefined();
});

afterEach(() => vi.unstubAllGlobals());

const alertsWhere = (status: number, body = "[]") => {
  vi.stubGlobal("fetch", async () => new Response(body, { status }));
  return readAlerts(new AbortController().signal);
};

test("alerts that cannot be read are not taken for none", async () => {
  const alerts = [{ annotations: { summary: "Никого на смене" } }];
  expect(await alertsWhere(200, JSON.stringify(alerts))).toEqual(alerts);
  await expect(alertsWhere(503)).rejects.toMatchObject({ code: Code.Unavailable });
  await expect(alertsWhere(403)).rejects.toMatchObject({ code: Code.PermissionDenied });
});
