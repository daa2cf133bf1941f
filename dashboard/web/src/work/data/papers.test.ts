import { create } from "@bufbuild/protobuf";
import { ContractSchema, Contract_State, LedgerEntry_Kind } from "@zamer/api/contract/v1/contract_pb";
import { expect, test } from "vitest";

import { duesOf } from "./papers.ts";

const HALF = 5000;
const money = (minorUnits: number) => ({ currencyCode: "RUB", minorUnits: BigInt(minorUnits) });

test("a client owes what is neither paid nor given up, and production waits for its share", () => {
  const contract = create(ContractSchema, {
    state: Contract_State.PARTLY_PREPAID,
    total: money(100_001),
    paid: money(30_000),
    ledger: [{ kind: LedgerEntry_Kind.PAYMENT, amount: money(30_000) }, { kind: LedgerEntry_Kind.WRITE_OFF, amount: money(1) }],
  });
  expect(duesOf(contract, HALF)).toEqual({ total: 100_001, paid: 30_000, due: 70_000, untilProduction: 20_001, refund: 0 });
});

test("of a cancelled contract nothing is due but what is paid back", () => {
  const contract = create(ContractSchema, { state: Contract_State.CANCELLED, total: money(100_000), paid: money(30_000), refundDue: money(25_000) });
  expect(duesOf(contract, HALF)).toMatchObject({ due: 0, untilProduction: 0, refund: 25_000 });
});

test("what history does not know is not asked for", () => {
  const contract = create(ContractSchema, { state: Contract_State.IN_PRODUCTION, imported: true, paid: money(5) });
  expect(duesOf(contract, HALF)).toEqual({ total: undefined, paid: 5, due: 0, untilProduction: 0, refund: 0 });
});
