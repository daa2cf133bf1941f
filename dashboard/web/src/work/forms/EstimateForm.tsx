import { Trans, useLingui } from "@lingui/react/macro";
import type { Estimate } from "@zamer/api/contract/v1/contract_pb";
import { useState } from "react";

import { contracts } from "../../app/contracts.ts";
import { useSession } from "../../app/session_context.ts";
import { minorOf } from "../../ui/format.ts";
import { useDirectory } from "../data/directory.ts";
import { type DraftLine, draftOf, emptyLine, priced, writtenMoney } from "../data/estimate_draft.ts";
import { useSubmission } from "../data/submission.ts";
import { termsOf } from "../data/terms.ts";
import { Input } from "../parts/Field.tsx";
import { Form } from "../parts/Form.tsx";
import { useFormats } from "../words/words.ts";

interface EstimateFormProps {
  // Whose; with `estimate`, the one that is changed.
  lead: string;
  estimate?: Estimate | undefined;
  onDone: () => void | Promise<void>;
}

// What is offered and for how much. A discount beyond the designer's own is for the head of sales to approve: it is said before
// it is sent.
export function EstimateForm({ lead, estimate, onDone }: EstimateFormProps) {
  const { department: parent } = useSession();
  const { department } = useDirectory();
  const currency = department.currencyCode;
  const minor = minorOf(currency);
  const [lines, setLines] = useState<DraftLine[]>(() => (estimate ? draftOf(estimate, minor) : [emptyLine]));
  const [discount, setDiscount] = useState(estimate?.discount ? writtenMoney(estimate.discount, minor) : "");
  const submission = useSubmission(onDone);
  const price = priced(lines, discount, currency, minor);
  const send = () =>
    submission.submit(async (once) => {
      if (!price) return;
      const offered = { lines: price.lines, discount: price.discount };
      if (estimate) await once(contracts.updateEstimate, { estimate: { name: estimate.name, etag: estimate.etag, ...offered } });
      else await once(contracts.createEstimate, { parent, estimate: { lead, ...offered } });
    });
  const set = (index: number, change: Partial<DraftLine>) => setLines(lines.map((line, at) => (at === index ? { ...line, ...change } : line)));
  return (
    <Form submission={submission} onSubmit={send} action={<Trans>Сохранить смету</Trans>} ready={price !== undefined} paths={["estimate.lines", "estimate.discount"]}>
      {lines.map((line, index) => <LineFields key={index} line={line} onChange={(change) => set(index, change)} />)}
      <button type="button" className="link-button" onClick={() => setLines([...lines, emptyLine])}><Trans>Ещё позиция</Trans></button>
      <Input label={<Trans>Скидка на всё, {currency}</Trans>} path="estimate.discount" inputMode="decimal" autoComplete="off" value={discount} onChange={setDiscount} />
      {price && <Sum list={price.list} total={price.total} />}
    </Form>
  );
}

function LineFields({ line, onChange }: { line: DraftLine; onChange: (change: Partial<DraftLine>) => void }) {
  return (
    <fieldset className="field line-fields">
      <Input label={<Trans>Что</Trans>} path="estimate.lines" autoComplete="off" value={line.product} onChange={(product) => onChange({ product })} />
      <Input label={<Trans>Сколько</Trans>} inputMode="decimal" autoComplete="off" value={line.quantity} onChange={(quantity) => onChange({ quantity })} />
      <Input label={<Trans>Цена за единицу</Trans>} inputMode="decimal" autoComplete="off" value={line.price} onChange={(price) => onChange({ price })} />
    </fieldset>
  );
}

function Sum({ list, total }: { list: number; total: number }) {
  const { t } = useLingui();
  const { department } = useDirectory();
  const formats = useFormats();
  const share = list > 0 ? (list - total) / list : 0;
  const limit = termsOf(department).discountLimitBps / 10_000;
  return (
    <p className="estimate-sum">
      <strong>{formats.money(total, department.currencyCode)}</strong>
      {share > 0 && <span className="soft"> {t`скидка ${formats.share(share)}`}</span>}
      {share > limit && <span className="late"> <Trans>больше вашего предела {formats.share(limit)}: смету должен одобрить РОП</Trans></span>}
    </p>
  );
}
