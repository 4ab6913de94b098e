type TextProps = { readonly value: string; readonly onInput: (value: string) => void }
type NumberProps = TextProps & { readonly label: string; readonly disabled?: boolean; readonly attributes?: object }

/** Holds text: an empty field is unknown, not 0. */
export const NumberField = ({ label, value, onInput, disabled = false, attributes = {} }: NumberProps) => (
  <label class="number">
    <span>{label}</span>
    <input
      inputMode="numeric"
      autocomplete="off"
      disabled={disabled}
      value={value}
      onInput={(event) => onInput(event.currentTarget.value)}
      {...attributes}
    />
  </label>
)
