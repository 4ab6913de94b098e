import type { ComponentChildren } from 'preact'
import { Icon } from '../alert/icon.tsx'
import { FIELD_NAMES, type FieldName } from './report-fields.ts'

type RowProps = {
  readonly name: FieldName | null
  readonly label: string
  /** The id of the control that the label names; absent where the row holds several. */
  readonly controlId?: string
  readonly error?: string | undefined
  readonly children: ComponentChildren
}

/** A row of the form: what it asks for, the controls, and its one error beside them. */
export const FormRow = ({ name, label, controlId, error, children }: RowProps) => (
  <div class="form-row" id={name === null ? undefined : rowId(name)}>
    {controlId === undefined ? <span class="form-label">{label}</span> : <label for={controlId}>{label}</label>}
    <div class="form-controls">
      {children}
      {name !== null && error !== undefined && (
        <p class="field-error" id={errorId(name)}>
          <Icon name="x" small />
          <span>
            {label} {error}.
          </span>
        </p>
      )}
    </div>
  </div>
)

export const rowId = (name: FieldName): string => `report-${name}`
const errorId = (name: FieldName): string => `report-${name}-error`

/** Names its error to a screen reader. */
export const invalid = (name: FieldName, error: string | undefined) =>
  error === undefined ? {} : { 'aria-invalid': true as const, 'aria-describedby': errorId(name) }

/** `1 field to correct: Seen at` */
export const errorSummary = (names: readonly FieldName[]): string =>
  `${names.length} ${names.length === 1 ? 'field' : 'fields'} to correct: ${names.map((name) => FIELD_NAMES[name]).join(', ')}`
