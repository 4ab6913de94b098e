import { z } from 'zod'
import { Count } from '../wire/count.ts'
import { CraftId } from '../wire/craft-id.ts'
import { hiddenFault } from '../wire/escape-hidden.ts'
import { ObservationId } from '../wire/observation-id.ts'
import { Source } from '../wire/source.ts'
import { TokenId } from '../wire/token-id.ts'
import { distressFields } from './observed/distress-fields.ts'
import { observationFields } from './observed/observation-fields.ts'
import { positionRetractionFault, positionRetractionFields } from './observed/position-retraction-fields.ts'

/** How far `observedAt` may be ahead of the clock: beyond it, one wrong clock would move everybody's windows. */
export const FUTURE_MS_MAX = 5 * 60_000

const { common, longitude, latitude, accuracyMetres } = observationFields
const degrees = z.number().min(0).max(360)
const label = z.string().trim().min(1).max(120)

/** A position of a craft. */
const position = z.strictObject({
  type: z.literal('position'),
  ...common,
  longitude,
  latitude,
  speedKnots: z.number().min(0).max(1_000).optional(),
  courseDegrees: degrees.optional(),
  headingDegrees: degrees.optional(),
  accuracyMetres: accuracyMetres.optional(),
})

export const PersonsMethod = z.enum(['headcount', 'sighting', 'manifest', 'estimate', 'intelligence'])
export type PersonsMethod = z.infer<typeof PersonsMethod>

/** How many people came on a craft, including those already ashore. With coordinates it is a position, too. */
const persons = z.strictObject({
  type: z.literal('persons'),
  ...common,
  method: PersonsMethod,
  aboard: Count,
  permitted: Count.optional(),
  notPermitted: Count.optional(),
  longitude: longitude.optional(),
  latitude: latitude.optional(),
})

/** A description of a craft. Each field holds until a later record has that field; `sameAs` only adds. */
const craft = z.strictObject({
  type: z.literal('craft'),
  ...common,
  name: label.optional(),
  callSign: label.optional(),
  imo: z
    .union([z.int().min(1_000_000).max(9_999_999), z.string().regex(/^(IMO ?)?\d{7}$/)], {
      error: 'must be an IMO number of seven digits',
    })
    .transform((given) => String(given).replace(/\D/g, ''))
    .optional(),
  flag: label.optional(),
  shipType: z.union([z.int().min(0).max(255), label]).optional(),
  lengthMetres: z.number().min(0).max(1_000).optional(),
  scheduledService: z.boolean().optional(),
  domestic: z.boolean().optional(),
  sameAs: z.array(CraftId).max(16).optional(),
})

/** Withdraws a persons or craft record, or a retraction of positions, of the same craft; it may arrive before what it withdraws. */
const retraction = z.strictObject({
  type: z.literal('retraction'),
  ...common,
  retracts: ObservationId,
  ofSource: Source.shape.id.optional(),
})

/** Withdraws the positions of its craft in a span of time, whoever sent them: operators only (design §3.2). */
const positionRetraction = z.strictObject({
  type: z.literal('position-retraction'),
  ...common,
  ...positionRetractionFields,
})

/** A call for help: of a beacon, over the radio, or as seen. No count depends on it. */
const distress = z.strictObject({ type: z.literal('distress'), ...common, ...distressFields })

const PLACED_METHODS: readonly PersonsMethod[] = ['headcount', 'sighting', 'estimate']
type Given = z.infer<
  typeof position | typeof persons | typeof craft | typeof retraction | typeof positionRetraction | typeof distress
>
type Fault = { readonly path: string; readonly message: string }

const personsFaults = (given: z.infer<typeof persons>): readonly Fault[] => {
  const faults: Fault[] = []
  const aboardMax = given.aboard.max
  const accountedMin = (given.permitted?.min ?? 0) + (given.notPermitted?.min ?? 0)
  if (aboardMax === 0) {
    faults.push({
      path: 'aboard',
      message:
        'must not be 0: aboard is everyone who came on this craft, ashore or not; report an empty craft as a position',
    })
  } else if (aboardMax !== null && accountedMin > aboardMax) {
    faults.push({
      path: 'aboard',
      message: `must hold all: permitted.min + notPermitted.min is ${accountedMin}, aboard.max is ${aboardMax}`,
    })
  }
  if (given.longitude !== undefined && !PLACED_METHODS.includes(given.method)) {
    faults.push({
      path: 'longitude',
      message: `a place goes only with ${PLACED_METHODS.join(', ')}, not with ${given.method}`,
    })
  }
  return faults
}

const placeFaults = ({ longitude, latitude }: z.infer<typeof persons | typeof distress>): readonly Fault[] =>
  (longitude === undefined) === (latitude === undefined)
    ? []
    : [{ path: longitude === undefined ? 'longitude' : 'latitude', message: 'longitude and latitude come together' }]

const faultsOf = (given: Given): readonly Fault[] => {
  const faults = given.type === 'persons' ? [...personsFaults(given)] : []
  if (given.type === 'persons' || given.type === 'distress') faults.push(...placeFaults(given))
  const spanFault = given.type === 'position-retraction' ? positionRetractionFault(given) : null
  if (spanFault !== null) faults.push(spanFault)
  if (given.source.kind === 'simulation' && !given.exercise) {
    faults.push({ path: 'exercise', message: 'must be true where source.kind is simulation' })
  }
  return faults
}

type Refine = { addIssue(issue: { code: 'custom'; path: PropertyKey[]; message: string }): void }
const refine = (given: Given, context: Refine): void => {
  for (const { path, message } of faultsOf(given)) context.addIssue({ code: 'custom', path: [path], message })
}

/** Every text of the record and of its source. What is in the log already is read as it is: a rebuild must not change. */
const refineTexts = (given: Given, context: Refine): void => {
  for (const [field, value] of Object.entries(given)) {
    const message = typeof value === 'string' ? hiddenFault(value) : null
    if (message !== null) context.addIssue({ code: 'custom', path: [field], message })
  }
  const message = hiddenFault(given.source.id)
  if (message !== null) context.addIssue({ code: 'custom', path: ['source', 'id'], message })
}

/**
 * An observation as a feeder sends it. Strict: unknown fields are refused, since dropping a mistyped `permited` would change a
 * count. The output is normalised: times with milliseconds, counts as intervals.
 */
export const ObservationInput = z
  .discriminatedUnion('type', [position, persons, craft, retraction, positionRetraction, distress])
  .superRefine(refine)
  .superRefine(refineTexts)
export type ObservationInput = Readonly<z.input<typeof ObservationInput>>

/** A valid, normalised observation whose id may still have to be derived. */
export type GivenObservation = Readonly<z.output<typeof ObservationInput>>

const identified = { observationId: ObservationId }

/**
 * The token that sent a report (every observation but a position), in the log as `reportedBy`. Only ingest writes it, where
 * tokens are on. No count depends on it, so whoever folds the log reads the observation without it.
 */
export const ReportedBy = z.object({ tokenId: TokenId, tokenName: z.string() })
export type ReportedBy = Readonly<z.infer<typeof ReportedBy>>

/** A call for help as read from the log of sources, where ingest writes it. */
export const LoggedDistress = distress.extend(identified).strip()
export type LoggedDistress = Readonly<z.output<typeof LoggedDistress>>

/** An observation as read from the log of observations, which has no calls for help. Tolerant: fields added by a later version are ignored. */
export const LoggedObservation = z
  .discriminatedUnion('type', [
    position.extend(identified).strip(),
    persons.extend(identified).strip(),
    craft.extend(identified).strip(),
    retraction.extend(identified).strip(),
    positionRetraction.extend(identified).strip(),
  ])
  .superRefine(refine)

type Identified<T> = Readonly<Omit<T, 'observationId'> & { readonly observationId: string }>
export type PositionObservation = Identified<z.output<typeof position>>
export type PersonsObservation = Identified<z.output<typeof persons>>
export type CraftObservation = Identified<z.output<typeof craft>>
export type RetractionObservation = Identified<z.output<typeof retraction>>
export type PositionRetraction = Identified<z.output<typeof positionRetraction>>

/** An observation in the log: validated, normalised, with its id. */
export type Observation =
  | PositionObservation
  | PersonsObservation
  | CraftObservation
  | RetractionObservation
  | PositionRetraction
