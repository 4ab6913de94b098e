import { Icon } from '../alert/icon.tsx'
import { formatPosition } from '../format/format-position.ts'
import { FormRow, invalid } from './form-row.tsx'
import { parsePosition } from './parse-position.ts'
import type { ReportForm } from './use-report-form.ts'

type Props = { readonly form: ReportForm }

export const PositionRow = ({ form }: Props) => {
  const { fields, errors, set } = form
  const parsed = parsePosition(fields.position)
  return (
    <FormRow name="position" label="Position" controlId="report-position-text" error={errors.position}>
      <div class="form-line">
        <input
          id="report-position-text"
          class="wide"
          autocomplete="off"
          placeholder="36°59.4′S 174°18.0′E"
          value={fields.position}
          onInput={(event) => set({ position: event.currentTarget.value })}
          onBlur={() => form.leave('position')}
          {...invalid('position', errors.position)}
        />
      </div>
      {errors.position === undefined && (
        <p class="hint">
          {parsed.ok ? (
            <>
              <Icon name="check" small /> Read as {formatPosition(parsed.longitude, parsed.latitude)}
            </>
          ) : (
            'Degrees and minutes, with seconds, or decimal; or press the place on the map.'
          )}
        </p>
      )}
    </FormRow>
  )
}
