import type { Estimate } from "@zamer/api/contract/v1/contract_pb";
import type { Money } from "@zamer/api/type/v1/money_pb";

import { readDecimal } from "../../ui/decimal.ts";

// A line of an estimate as it is typed.
export interface DraftLine {
  product: string;
  quantity: string;
  price: string;
}

export const emptyLine: DraftLine = { product: "", quantity: "1", price: "" };

// Quantities are in thousandths.
const MILLI = 1000;

export function draftOf({ lines }: Estimate, minor: number): DraftLine[] {
  return lines.map(({ product, quantityMilli, unitPrice }) => ({
    product,
    quantity: String(Number(quantityMilli) / MILLI),
    price: unitPrice ? writtenMoney(unitPrice, minor) : "",
  }));
}

export function writtenMoney({ minorUnits }: Money, minor: number): string {
  return String(Number(minorUnits) / minor);
}

export interface Priced {
  lines: { product: string; quantityMilli: bigint; unitPrice: { currencyCode: string; minorUnits: bigint } }[];
  discount: { currencyCode: string; minorUnits: bigint };
  // Minor units, as the service will count them.
  list: number;
  total: number;
}

// What the typed lines come to; nothing while one of them or the discount cannot be read.
export function priced(lines: readonly DraftLine[], discount: string, currencyCode: string, minor: number): Priced | undefined {
  const off = discount.trim() === "" ? 0 : readDecimal(discount);
  const money = (amount: number) => ({ currencyCode, minorUnits: BigInt(amount) });
  const read = lines.map(({ product, quantity, price }) => ({ product: product.trim(), milli: scaled(quantity, MILLI), price: scaled(price, minor) }));
  if (off === undefined || read.length === 0) return undefined;
  if (read.some(({ product, milli, price }) => product === "" || !milli || price === undefined)) return undefined;
  const list = read.reduce((sum, { milli, price }) => sum + Math.floor((milli! * price!) / MILLI + 0.5), 0);
  const total = list - Math.round(off * minor);
  if (total < 0) return undefined;
  return {
    lines: read.map(({ product, milli, price }) => ({ product, quantityMilli: BigInt(milli!), unitPrice: money(price!) })),
    discount: money(list - total),
    list,
    total,
  };
}

function scaled(text: string, by: number): number | undefined {
  const value = readDecimal(text);
  return value === undefined ? undefined : Math.round(value * by);
}
