import { z } from 'zod'
import { AreaId } from '../../wire/area-id.ts'
import { hiddenFault } from '../../wire/escape-hidden.ts'
import { type AlertKind, alertSchemas } from '../alert.ts'

/** Of one checklist. */
export const CHECKLIST_ITEMS_MAX = 20
export const CHECKLISTS_MAX = 100
/** How many items of an alert can be ticked at once; more than a list has, since the list may change while the alert is open. */
export const CHECKLIST_TICKS_MAX = 50
/** Of cause, consequence and item, in UTF-16 code units. */
export const CHECKLIST_TEXT_CHARACTERS_MAX = 200

export const ChecklistItemId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'must be 1 to 40 of a-z, 0-9 and -')

const text = z
  .string()
  .trim()
  .min(1)
  .max(CHECKLIST_TEXT_CHARACTERS_MAX)
  .superRefine((given, context) => {
    const message = hiddenFault(given)
    if (message !== null) context.addIssue({ code: 'custom', message })
  })

/** What to do about an alert of a kind, in the terms of IEC 62682: cause, consequence, action, time to respond. */
export const ChecklistSpec = z.strictObject({
  kind: z.enum(Object.keys(alertSchemas) as [AlertKind, ...AlertKind[]]),
  /** The area it is for; absent: all, and alerts without an area. */
  areaId: AreaId.optional(),
  /** What the alert says has happened. */
  cause: text,
  /** What follows if nobody does anything. */
  consequence: text,
  /** By when everything should be done, from when the alert was raised. */
  respondWithinMinutes: z.int().min(1).max(1_440),
  /** In the order in which they are to be done. An id stands for what was done for ever, so a new text gets a new one. */
  items: z
    .array(z.strictObject({ item: ChecklistItemId, text }))
    .min(1)
    .max(CHECKLIST_ITEMS_MAX),
})
export type ChecklistSpec = Readonly<z.infer<typeof ChecklistSpec>>

/** The file RESPONSE_FILE, and the answer of `GET /v1/checklists`. */
export const Checklists = z
  .strictObject({ checklists: z.array(ChecklistSpec).max(CHECKLISTS_MAX) })
  .superRefine(({ checklists }, context) => {
    const fault = (path: (string | number)[], message: string) =>
      context.addIssue({ code: 'custom', path: ['checklists', ...path], message })
    const seen = new Set<string>()
    for (const [index, { kind, areaId, items }] of checklists.entries()) {
      const key = `${kind} ${areaId ?? ''}`
      if (seen.has(key)) fault([index, 'kind'], 'has a checklist for this kind and area already; join the two')
      seen.add(key)
      const ids = items.map(({ item }) => item)
      const repeated = ids.findIndex((item, at) => ids.indexOf(item) < at)
      if (repeated >= 0) fault([index, 'items', repeated, 'item'], 'is in this list already; choose another id')
    }
  })
export type Checklists = Readonly<z.infer<typeof Checklists>>

type Alerted = { readonly kind: string; readonly areaId: string | null }

/** The checklist of an alert: that of its area, else that of its kind; null where there is none. */
export const checklistFor = (checklists: readonly ChecklistSpec[], { kind, areaId }: Alerted): ChecklistSpec | null => {
  const ofKind = checklists.filter((checklist) => checklist.kind === kind)
  const ofArea = ofKind.find((checklist) => checklist.areaId !== undefined && checklist.areaId === areaId)
  return ofArea ?? ofKind.find((checklist) => checklist.areaId === undefined) ?? null
}
