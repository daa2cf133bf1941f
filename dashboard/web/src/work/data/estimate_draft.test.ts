import { expect, test } from "vitest";

import { priced } from "./estimate_draft.ts";

const kitchen = { product: "Кухня", quantity: "3,2", price: "100 000" };
const table = { product: "Столешница", quantity: "1", price: "45500,50" };

test("lines and the discount are read as people type them", () => {
  const price = priced([kitchen, table], "15 000", "RUB", 100)!;
  expect(price.list).toBe(32_000_000 + 4_550_050);
  expect(price.total).toBe(price.list - 1_500_000);
  expect(price.lines[0]).toEqual({ product: "Кухня", quantityMilli: 3200n, unitPrice: { currencyCode: "RUB", minorUnits: 10_000_000n } });
});

test("nothing is priced while something cannot be read", () => {
  expect(priced([{ ...kitchen, product: " " }], "", "RUB", 100)).toBeUndefined();
  expect(priced([{ ...kitchen, quantity: "0" }], "", "RUB", 100)).toBeUndefined();
  expect(priced([kitchen], "много", "RUB", 100)).toBeUndefined();
  expect(priced([kitchen], "999999999", "RUB", 100)).toBeUndefined();
});
