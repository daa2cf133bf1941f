import { i18n } from "@lingui/core";
import { Trans } from "@lingui/react/macro";
import { type ReactNode, useId, useState } from "react";

import { inputOf, instantOfInput } from "../../time/wall.ts";
import { useDirectory } from "../data/directory.ts";
import type { Preset } from "../time/presets.ts";
import { useFormats } from "../words/words.ts";
import { useViolation } from "./Form.tsx";

interface WhenProps {
  label: ReactNode;
  presets: Preset[];
  value: Date | undefined;
  onChange: (value: Date | undefined) => void;
  path?: string;
  // Offers to leave it open.
  none?: ReactNode;
}

const EXACT = "exact";

// A time ahead: one of a few that are usual, or any.
export function When({ label, presets, value, onChange, path, none }: WhenProps) {
  const { zone } = useDirectory();
  const formats = useFormats();
  const id = useId();
  const violation = useViolation(path);
  const [chosen, setChosen] = useState<string>();
  const choose = (what: string | undefined, at: Date | undefined) => {
    setChosen(what);
    onChange(at);
  };
  return (
    <fieldset className="field choice" aria-invalid={violation ? true : undefined}>
      <legend>{label}</legend>
      <div className="choice-options">
        {none !== undefined && <Chip pressed={value === undefined} onPress={() => choose(undefined, undefined)}>{none}</Chip>}
        {presets.map((preset) => (
          <Chip key={preset.label.id} pressed={chosen === preset.label.id} onPress={() => choose(preset.label.id, preset.at(new Date(), zone))}>
            {i18n._(preset.label)}
          </Chip>
        ))}
        <Chip pressed={chosen === EXACT} onPress={() => setChosen(EXACT)}><Trans>точное время</Trans></Chip>
      </div>
      {chosen === EXACT && (
        <div className="when-exact">
          <label className="only-read" htmlFor={id}><Trans>Точное время</Trans></label>
          <input
            id={id}
            type="datetime-local"
            autoFocus
            value={value ? inputOf(value, zone) : ""}
            onChange={(event) => onChange(instantOfInput(event.target.value, zone))}
          />
        </div>
      )}
      {value && <p className="when-said">{formats.nearTime(value)}</p>}
      {violation && <p className="field-why">{violation}</p>}
    </fieldset>
  );
}

function Chip({ pressed, onPress, children }: { pressed: boolean; onPress: () => void; children: ReactNode }) {
  return <button type="button" className="pick-button" aria-pressed={pressed} onClick={onPress}>{children}</button>;
}
