import type { ComponentChildren } from 'preact'

type FieldProps = { readonly label: string; readonly hint?: string; readonly children: ComponentChildren }

export const FormField = ({ label, hint, children }: FieldProps) => (
  // biome-ignore lint/a11y/noLabelWithoutControl: the control is the child
  <label>
    <span>{label}</span>
    {children}
    {hint !== undefined && <span class="about">{hint}</span>}
  </label>
)

type TextProps = { readonly value: string; readonly onInput: (value: string) => void }
type NumberProps = TextProps & { readonly label: string; readonly required?: boolean; readonly disabled?: boolean }

/** Holds text: an empty field is unknown, not 0. */
export const NumberField = ({ label, value, onInput, required = false, disabled = false }: NumberProps) => (
  <label class="number">
    <span>{label}</span>
    <input
      inputMode="decimal"
      required={required}
      disabled={disabled}
      value={value}
      onInput={(event) => onInput(event.currentTarget.value)}
    />
  </label>
)

type CheckboxProps = {
  readonly label: string
  readonly checked: boolean
  readonly onChange: (checked: boolean) => void
}

export const CheckboxField = ({ label, checked, onChange }: CheckboxProps) => (
  <label>
    <input type="checkbox" checked={checked} onChange={(event) => onChange(event.currentTarget.checked)} /> {label}
  </label>
)
