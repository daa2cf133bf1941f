import { type Contract, Contract_State, type Estimate, Estimate_State, LedgerEntry_Kind } from "@zamer/api/contract/v1/contract_pb";

// What is on paper with clients: estimates and contracts, the newest first.
export interface Papers {
  estimates: Estimate[];
  contracts: Contract[];
}

export const noPapers: Papers = { estimates: [], contracts: [] };

export function papersOf({ estimates, contracts: signed }: Papers, designer: string): Papers {
  return { estimates: estimates.filter((one) => one.designer === designer), contracts: signed.filter((one) => one.designer === designer) };
}

const OPEN = [Estimate_State.DRAFT, Estimate_State.APPROVAL_PENDING, Estimate_State.APPROVED, Estimate_State.REJECTED];

// Whether the estimate may still be changed.
export function isOpenEstimate({ state }: Estimate): boolean {
  return OPEN.includes(state);
}

export function isSignable({ state }: Estimate): boolean {
  return state === Estimate_State.DRAFT || state === Estimate_State.APPROVED;
}

// Whether production does not have the contract yet.
export function isBeforeProduction({ state }: Contract): boolean {
  return state === Contract_State.SIGNED || state === Contract_State.PARTLY_PREPAID || state === Contract_State.PREPAID;
}

// The money of a contract in minor units. What history does not know is not owed either.
export interface Dues {
  total: number | undefined;
  paid: number;
  // What the client still has to pay.
  due: number;
  // What is missing until production may begin.
  untilProduction: number;
  // What has to be paid back.
  refund: number;
}

export function duesOf(contract: Contract, prepaidShareBps: number): Dues {
  const total = contract.total && Number(contract.total.minorUnits);
  const paid = Number(contract.paid?.minorUnits ?? 0n);
  const givenUp = contract.ledger.filter(({ kind }) => kind === LedgerEntry_Kind.WRITE_OFF).reduce((sum, { amount }) => sum + Number(amount?.minorUnits ?? 0n), 0);
  const isOver = contract.state === Contract_State.CANCELLED;
  const needed = Math.ceil(((total ?? 0) * prepaidShareBps) / 10_000);
  return {
    total,
    paid,
    due: isOver ? 0 : Math.max(0, (total ?? 0) - givenUp - paid),
    untilProduction: isBeforeProduction(contract) ? Math.max(0, needed - paid) : 0,
    refund: isOver ? Math.max(0, Number(contract.refundDue?.minorUnits ?? 0n)) : 0,
  };
}
