import { type ReactNode, useId } from "react";

import { useViolation } from "./Form.tsx";

export interface Option<Value> {
  value: Value;
  label: ReactNode;
}

interface ChoiceProps<Value> {
  label: ReactNode;
  options: Option<Value>[];
  value: Value | undefined;
  onChange: (value: Value) => void;
  path?: string;
  // Side by side in equal parts, for two or three; otherwise as many in a row as there is room for.
  even?: boolean;
}

// One of a few, each a target for a thumb.
export function Choice<Value extends string | number>({ label, options, value, onChange, path, even = false }: ChoiceProps<Value>) {
  const name = useId();
  const violation = useViolation(path);
  return (
    <fieldset className="field choice" aria-invalid={violation ? true : undefined}>
      <legend>{label}</legend>
      <div className={even ? "choice-options choice-even" : "choice-options"}>
        {options.map((option) => (
          <label key={option.value} className="pick">
            <input type="radio" name={name} checked={option.value === value} onChange={() => onChange(option.value)} />
            <span>{option.label}</span>
          </label>
        ))}
      </div>
      {violation && <p className="field-why">{violation}</p>}
    </fieldset>
  );
}
