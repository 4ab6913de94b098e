import { Segments } from '../controls/segments.tsx'
import { FormRow, invalid } from './form-row.tsx'
import { CRAFT_KINDS } from './report-fields.ts'
import { reportedCraftId } from './report-input.ts'
import type { ReportForm } from './use-report-form.ts'

type Props = { readonly form: ReportForm }

const CRAFT_LABELS = {
  mmsi: 'MMSI, nine digits',
  track: 'Track, as radar-4401',
  other: 'Id, as sighting:karekare-1',
} as const

export const CraftRow = ({ form, offered }: Props & { readonly offered: readonly string[] }) => {
  const { fields, errors, set } = form
  const { craftKind, craftText } = fields
  const prefix = craftKind === 'other' ? '' : `${craftKind}:`
  return (
    <FormRow name="craft" label="Craft" error={errors.craft}>
      <div class="form-line">
        <Segments
          label="Craft"
          options={CRAFT_KINDS}
          value={craftKind}
          onChange={(value) => set({ craftKind: value, craftText: value === craftKind ? craftText : '' })}
        />
        {craftKind === 'sighting' ? (
          <output class="id mono">{reportedCraftId(fields)}</output>
        ) : (
          <input
            aria-label={CRAFT_LABELS[craftKind]}
            placeholder={CRAFT_LABELS[craftKind]}
            list="known-craft"
            autocomplete="off"
            value={craftText}
            onInput={(event) => set({ craftText: event.currentTarget.value })}
            onBlur={() => form.leave('craft')}
            {...invalid('craft', errors.craft)}
          />
        )}
        <datalist id="known-craft">
          {offered
            .filter((craftId) => craftId.startsWith(prefix))
            .map((craftId) => (
              <option key={craftId} value={craftId.slice(prefix.length)} />
            ))}
        </datalist>
      </div>
    </FormRow>
  )
}
