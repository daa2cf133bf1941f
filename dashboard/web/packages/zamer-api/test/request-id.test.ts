import { expect, it } from "vitest";
import { newRequestId } from "../src/index.js";

it("makes request ids that the services take, each one once", () => {
  const ids = Array.from({ length: 1000 }, newRequestId);
  expect(new Set(ids).size).toBe(1000);
  for (const id of ids) expect(id).toMatch(/^[!-~]{1,64}$/);
});
