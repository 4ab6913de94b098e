import { expect, test } from 'vitest'
import { anAlertView } from '../testing/an-alert-view.ts'
import { certaintyWords } from './certainty-words.ts'

const [base] = anAlertView().craft
if (base === undefined) throw new Error('the builder makes an alert with a craft')
const boat = (method: typeof base.aboardReport.method, min: number) => ({
  ...base,
  unauthorised: { ...base.unauthorised, min },
  aboardReport: { ...base.aboardReport, method },
})
const people = (min: number) => ({ unauthorised: { min, likely: 46, max: 54, openEnded: false } })

test.each<readonly [Parameters<typeof anAlertView>[0], string]>([
  [{ certainty: 'observed', craft: [boat('headcount', 33)], ...people(33) }, 'At least 33 confirmed by headcount'],
  [
    { certainty: 'observed', craft: [boat('headcount', 22), boat('manifest', 11), boat('sighting', 0)], ...people(33) },
    'At least 33 confirmed by headcount and manifest',
  ],
  [
    { craft: [boat('headcount', 11), boat('manifest', 11), boat('sighting', 11)], ...people(33) },
    'At least 33 confirmed',
  ],
  [{ certainty: 'observed', craft: [boat('sighting', 0)], ...people(0) }, 'None confirmed'],
  [
    { certainty: 'likely', craft: [boat('headcount', 14)], ...people(14) },
    'Likely more than 30, 14 confirmed by headcount',
  ],
  [{ certainty: 'possible', craft: [boat('sighting', 0)], ...people(0) }, 'Possibly more than 30, none confirmed'],
])('%j', (given, words) => expect(certaintyWords(anAlertView(given))).toBe(words))
