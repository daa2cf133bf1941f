import { useLingui } from "@lingui/react/macro";
import type { Contract, Estimate } from "@zamer/api/contract/v1/contract_pb";
import type { Lead } from "@zamer/api/lead/v1/lead_pb";
import type { Meeting } from "@zamer/api/scheduling/v1/meeting_pb";
import { createContext, type ReactNode, useContext, useState } from "react";

import { navigate } from "../../app/location.ts";
import { leadPath } from "../data/names.ts";
import { BookMeeting } from "../forms/BookMeeting.tsx";
import { CapturePhone } from "../forms/CapturePhone.tsx";
import { CloseLead } from "../forms/CloseLead.tsx";
import { EstimateForm } from "../forms/EstimateForm.tsx";
import { CompleteStep, ScheduleStep } from "../forms/FollowUps.tsx";
import { LogContact } from "../forms/LogContact.tsx";
import { CancelMeeting, MoveMeeting } from "../forms/MeetingSteps.tsx";
import { NewLead } from "../forms/NewLead.tsx";
import { CancelContract, RecordPayment, SignContract } from "../forms/PaperSteps.tsx";
import { PauseLead } from "../forms/PauseLead.tsx";
import { RecordOutcome } from "../forms/RecordOutcome.tsx";
import { RecordVisit } from "../forms/RecordVisit.tsx";
import { Sheet } from "./Sheet.tsx";
import { useSay } from "./say.tsx";

// What can be done in a sheet.
export type Action =
  | { do: "log"; lead: Lead; dialled?: Date; followUpId?: string }
  | { do: "phone" | "schedule" | "book" | "close" | "pause"; lead: Lead }
  | { do: "complete"; lead: Lead; followUpId: string }
  | { do: "move" | "cancel" | "outcome"; meeting: Meeting }
  | { do: "estimate"; lead: string; estimate?: Estimate }
  | { do: "sign"; estimate: Estimate }
  | { do: "pay" | "void"; contract: Contract }
  | { do: "enter" | "visit" };

const ActContext = createContext<(action: Action) => void>(() => undefined);

// Opens the sheet of an action.
export function useAct(): (action: Action) => void {
  return useContext(ActContext);
}

// Shows the sheets that what is in it asks for. `onChanged` is called after each change, and the sheet stays until the page
// shows it.
export function Actions({ onChanged, children }: { onChanged: () => Promise<void>; children: ReactNode }) {
  const { t } = useLingui();
  const say = useSay();
  const [action, setAction] = useState<Action>();
  const close = () => setAction(undefined);
  const done = async () => {
    await onChanged();
    close();
    say(t`Записано`);
  };
  const show = async (lead: string) => {
    await done();
    if (lead) navigate(leadPath(lead));
  };
  return (
    <ActContext value={setAction}>
      {children}
      {action && <ActionSheet action={action} onClose={close} onDone={done} onLead={show} />}
    </ActContext>
  );
}

interface ActionSheetProps {
  action: Action;
  onClose: () => void;
  onDone: () => Promise<void>;
  // Told the name of a lead that has come of it, empty for none.
  onLead: (lead: string) => Promise<void>;
}

function ActionSheet({ action, onClose, onDone, onLead }: ActionSheetProps) {
  const { t } = useLingui();
  const say = useSay();
  const captured = (before: Lead) => async (after: Lead) => {
    await onDone();
    if (after.name === before.name) return;
    say(t`Это тот же клиент: лиды объединены`);
    navigate(leadPath(after.name));
  };
  const sheet = (title: string, form: ReactNode) => <Sheet title={title} onClose={onClose}>{form}</Sheet>;
  switch (action.do) {
    case "log":
      return sheet(clientOf(action.lead, t`Что было с клиентом`), <LogContact {...action} onDone={onDone} />);
    case "phone":
      return sheet(t`Телефон`, <CapturePhone lead={action.lead} onCaptured={captured(action.lead)} />);
    case "schedule":
      return sheet(t`Следующий шаг`, <ScheduleStep lead={action.lead} onDone={onDone} />);
    case "complete":
      return sheet(t`Шаг выполнен`, <CompleteStep {...action} onDone={onDone} />);
    case "book":
      return sheet(t`Встреча с дизайнером`, <BookMeeting lead={action.lead} onDone={onDone} />);
    case "close":
      return sheet(t`Закрыть лид`, <CloseLead lead={action.lead} onDone={onDone} />);
    case "pause":
      return sheet(t`Отложить`, <PauseLead lead={action.lead} onDone={onDone} />);
    case "move":
      return sheet(t`Перенести встречу`, <MoveMeeting meeting={action.meeting} onDone={onDone} />);
    case "cancel":
      return sheet(t`Отменить встречу`, <CancelMeeting meeting={action.meeting} onDone={onDone} />);
    case "outcome":
      return sheet(t`Итог встречи`, <RecordOutcome meeting={action.meeting} onDone={onDone} />);
    case "estimate":
      return sheet(t`Смета`, <EstimateForm {...action} onDone={onDone} />);
    case "sign":
      return sheet(t`Договор`, <SignContract {...action} onDone={onDone} />);
    case "pay":
      return sheet(t`Деньги по договору`, <RecordPayment {...action} onDone={onDone} />);
    case "void":
      return sheet(t`Расторгнуть договор`, <CancelContract {...action} onDone={onDone} />);
    case "enter":
      return sheet(t`Новый лид`, <NewLead onCreated={({ name }) => onLead(name)} />);
    case "visit":
      return sheet(t`Посетитель`, <RecordVisit onRecorded={({ lead }) => onLead(lead)} />);
  }
}

function clientOf(lead: Lead, otherwise: string): string {
  return lead.clientName || otherwise;
}
