import { type InputHTMLAttributes, type ReactNode, type TextareaHTMLAttributes, useId } from "react";

import { useViolation } from "./Form.tsx";

interface FieldProps {
  label: ReactNode;
  // Where its value goes in the request, to show what the service says of it.
  path?: string;
}

interface Wiring {
  id: string;
  "aria-invalid": boolean | undefined;
  "aria-describedby": string | undefined;
}

function Labelled({ label, path, children }: FieldProps & { children: (wiring: Wiring) => ReactNode }) {
  const id = useId();
  const violation = useViolation(path);
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children({ id, "aria-invalid": violation ? true : undefined, "aria-describedby": violation ? `${id}-why` : undefined })}
      {violation && <p className="field-why" id={`${id}-why`}>{violation}</p>}
    </div>
  );
}

type Changed = { value: string; onChange: (value: string) => void };
type InputProps = FieldProps & Changed & Omit<InputHTMLAttributes<HTMLInputElement>, "value" | "onChange" | "id">;

export function Input({ label, path, value, onChange, ...rest }: InputProps) {
  return (
    <Labelled label={label} path={path}>
      {(wiring) => <input {...wiring} {...rest} value={value} onChange={(event) => onChange(event.target.value)} />}
    </Labelled>
  );
}

type SelectProps = FieldProps & Changed & { options: readonly { value: string; label: string }[] };

export function Select({ label, path, value, onChange, options }: SelectProps) {
  return (
    <Labelled label={label} path={path}>
      {(wiring) => (
        <select {...wiring} value={value} onChange={(event) => onChange(event.target.value)}>
          {options.map((option) => <option key={option.value} value={option.value}>{option.label}</option>)}
        </select>
      )}
    </Labelled>
  );
}

type TextProps = FieldProps & Changed & Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, "value" | "onChange" | "id">;

export function Text({ label, path, value, onChange, rows = 2, ...rest }: TextProps) {
  return (
    <Labelled label={label} path={path}>
      {(wiring) => <textarea {...wiring} {...rest} rows={rows} value={value} onChange={(event) => onChange(event.target.value)} />}
    </Labelled>
  );
}
