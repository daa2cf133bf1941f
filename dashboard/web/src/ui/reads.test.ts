import { Code, ConnectError } from "@connectrpc/connect";
import { readError } from "@zamer/api";
import { expect, test } from "vitest";

import { failedOf, type Read, readAtOf } from "./reads.ts";

const at = (time: string) => new Date(`2026-11-26T${time}:00Z`);
const read = (time: string): Read => ({ asked: true, readAt: at(time), error: undefined });
const error = readError(new ConnectError("gone", Code.Unavailable));
const unasked: Read = { asked: false, readAt: undefined, error: undefined };

test("what stands on several answers is as old as the oldest of them", () => {
  expect(readAtOf([read("10:15"), read("10:12"), unasked])).toEqual(at("10:12"));
});

test("there is no such time before each has come, nor where nothing is asked", () => {
  expect(readAtOf([read("10:15"), { ...unasked, asked: true }])).toBeUndefined();
  expect(readAtOf([unasked])).toBeUndefined();
});

test("an answer that could not be had anew is old, however young it is", () => {
  const old = { ...read("10:15"), error };
  expect(failedOf([read("10:12"), old, unasked])).toEqual([old]);
});
