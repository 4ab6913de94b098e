import { Segments } from '../controls/segments.tsx'
import { formatNz, formatUtc } from '../format/format-utc.ts'
import { FormRow, invalid } from './form-row.tsx'
import { parseSeenAt } from './parse-seen-at.ts'
import type { ReportForm } from './use-report-form.ts'

type Props = { readonly form: ReportForm }

const ZONES = [
  { value: 'UTC', text: 'UTC' },
  { value: 'NZ', text: 'NZ time' },
] as const

export const SeenAtRow = ({ form }: Props) => {
  const { fields, errors, set } = form
  const parsed = parseSeenAt(fields.seenAt, fields.zone, Number.MAX_SAFE_INTEGER)
  return (
    <FormRow name="seenAt" label="Seen at" controlId="report-seen-at" error={errors.seenAt}>
      <div class="form-line">
        <input
          id="report-seen-at"
          autocomplete="off"
          placeholder="2026-11-27 15:20"
          value={fields.seenAt}
          onInput={(event) => set({ seenAt: event.currentTarget.value })}
          onBlur={() => form.leave('seenAt')}
          {...invalid('seenAt', errors.seenAt)}
        />
        <Segments label="Time zone" options={ZONES} value={fields.zone} onChange={form.setZone} />
        <button type="button" class="quiet" onClick={form.setNow}>
          Now
        </button>
      </div>
      {errors.seenAt === undefined && parsed.ok && (
        <p class="hint">
          {formatUtc(parsed.timeMs)} · {formatNz(parsed.timeMs)}
        </p>
      )}
    </FormRow>
  )
}
