import { Trans, useLingui } from "@lingui/react/macro";
import { newRequestId } from "@zamer/api";
import { type Contract, Contract_State, type Estimate, LedgerEntry_Kind } from "@zamer/api/contract/v1/contract_pb";
import { useState } from "react";

import { contracts } from "../../app/contracts.ts";
import { minorOf } from "../../ui/format.ts";
import { readDecimal } from "../../ui/decimal.ts";
import { cancelReasons } from "../../words/reasons.ts";
import { useDirectory } from "../data/directory.ts";
import { duesOf } from "../data/papers.ts";
import { useSubmission } from "../data/submission.ts";
import { termsOf } from "../data/terms.ts";
import { Choice } from "../parts/Choice.tsx";
import { Input } from "../parts/Field.tsx";
import { Form } from "../parts/Form.tsx";
import { ledgerKinds } from "../words/papers.ts";
import { useFormats, wordOf } from "../words/words.ts";
import { ReasonChoice } from "./CloseLead.tsx";

// The client signs what he looks at: the version on the screen, or nothing.
export function SignContract({ estimate, onDone }: { estimate: Estimate; onDone: () => void | Promise<void> }) {
  const formats = useFormats();
  const submission = useSubmission(onDone);
  const send = () => submission.submit(async (once) => void (await once(contracts.signContract, { estimate: estimate.name, etag: estimate.etag })));
  const { total } = estimate;
  return (
    <Form submission={submission} onSubmit={send} action={<Trans>Клиент подписал</Trans>}>
      <ul>{estimate.lines.map(({ product }, index) => <li key={index}>{product}</li>)}</ul>
      {total && <p className="number-main"><strong>{formats.money(Number(total.minorUnits), total.currencyCode)}</strong></p>}
    </Form>
  );
}

const KINDS = [LedgerEntry_Kind.PAYMENT, LedgerEntry_Kind.REFUND];

// Money that came, or went back. The number of the receipt tells two payments of one amount apart.
export function RecordPayment({ contract, onDone }: { contract: Contract; onDone: () => void | Promise<void> }) {
  const { department } = useDirectory();
  const currency = department.currencyCode;
  const minor = minorOf(currency);
  const dues = duesOf(contract, termsOf(department).prepaidShareBps);
  const [kind, setKind] = useState(contract.state === Contract_State.CANCELLED ? LedgerEntry_Kind.REFUND : LedgerEntry_Kind.PAYMENT);
  const [amount, setAmount] = useState(() => String((kind === LedgerEntry_Kind.REFUND ? dues.refund : dues.untilProduction || dues.due) / minor));
  const [receipt, setReceipt] = useState("");
  const [without] = useState(() => `page-${newRequestId()}`);
  const submission = useSubmission(onDone);
  const value = readDecimal(amount);
  const send = () =>
    submission.submit(async (once) => {
      const minorUnits = BigInt(Math.round((value ?? 0) * minor));
      const entry = { externalId: receipt.trim() || without, kind, amount: { currencyCode: currency, minorUnits } };
      await once(contracts.recordPayment, { parent: contract.name, entry });
    });
  return (
    <Form submission={submission} onSubmit={send} action={<Trans>Записать деньги</Trans>} ready={value !== undefined && value > 0} paths={["entry.amount", "entry.external_id"]}>
      <Choice label={<Trans>Что было</Trans>} even options={KINDS.map((each) => ({ value: each, label: wordOf(ledgerKinds, each) }))} value={kind} onChange={setKind} />
      <Input label={<Trans>Сумма, {currency}</Trans>} path="entry.amount" inputMode="decimal" autoComplete="off" value={amount} onChange={setAmount} />
      <Input label={<Trans>Номер чека или платежа, если есть</Trans>} path="entry.external_id" autoComplete="off" value={receipt} onChange={setReceipt} />
    </Form>
  );
}

export function CancelContract({ contract, onDone }: { contract: Contract; onDone: () => void | Promise<void> }) {
  const { t } = useLingui();
  const [reason, setReason] = useState<string>();
  const submission = useSubmission(onDone);
  const send = () => submission.submit(async (once) => void (await once(contracts.cancelContract, { name: contract.name, reason, etag: contract.etag })));
  return (
    <Form submission={submission} onSubmit={send} action={t`Расторгнуть договор`} ready={reason !== undefined} paths={["reason"]}>
      <ReasonChoice reasons={cancelReasons} value={reason} onChange={setReason} />
    </Form>
  );
}
