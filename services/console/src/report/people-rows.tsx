import { Segments } from '../controls/segments.tsx'
import { FormRow, invalid } from './form-row.tsx'
import { NumberField } from './number-field.tsx'
import { METHODS, PERMISSIONS } from './report-fields.ts'
import type { ReportForm } from './use-report-form.ts'

type Props = { readonly form: ReportForm }

export const PeopleRows = ({ form }: Props) => {
  const { fields, errors, set } = form
  const attributes = { onBlur: () => form.leave('aboard'), ...invalid('aboard', errors.aboard) }
  return (
    <>
      <FormRow name="aboard" label="People aboard" error={errors.aboard}>
        <fieldset class="form-line group" aria-label="People aboard">
          <NumberField
            label="Minimum"
            value={fields.aboardMin}
            onInput={(aboardMin) => set({ aboardMin })}
            attributes={attributes}
          />
          <NumberField label="Likely" value={fields.aboardLikely} onInput={(aboardLikely) => set({ aboardLikely })} />
          <NumberField
            label="Maximum"
            value={fields.openEnded ? '' : fields.aboardMax}
            onInput={(aboardMax) => set({ aboardMax })}
            disabled={fields.openEnded}
          />
          <label class="checkbox">
            <input
              type="checkbox"
              checked={fields.openEnded}
              onChange={(event) => set({ openEnded: event.currentTarget.checked })}
            />{' '}
            or more
          </label>
        </fieldset>
      </FormRow>
      <FormRow name="permission" label="Permission" error={errors.permission}>
        <div class="form-line">
          <Segments
            label="Permission to enter"
            options={PERMISSIONS}
            value={fields.permission}
            onChange={(permission) => set({ permission })}
          />
        </div>
        {fields.permission === 'some' && (
          <div class="form-line">
            <NumberField
              label="Have permission"
              value={fields.permitted}
              onInput={(permitted) => set({ permitted })}
              attributes={{ onBlur: () => form.leave('permission'), ...invalid('permission', errors.permission) }}
            />
            <NumberField
              label="Have none"
              value={fields.notPermitted}
              onInput={(notPermitted) => set({ notPermitted })}
            />
          </div>
        )}
      </FormRow>
      <FormRow name={null} label="Method">
        <Segments label="Method" options={METHODS} value={fields.method} onChange={(method) => set({ method })} />
      </FormRow>
    </>
  )
}
