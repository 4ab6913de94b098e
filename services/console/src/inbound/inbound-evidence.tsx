import { type AlertViewOf, countedPeople, describeLaw } from '@landfall/contracts'
import { ForeignText } from '../format/foreign-text.tsx'
import { formatPosition } from '../format/format-position.ts'
import { formatUtc } from '../format/format-utc.ts'
import { CraftName } from '../panel/craft-name.tsx'
import { EvidenceNotes } from '../panel/evidence.tsx'
import { type CraftActions, EvidenceTable } from '../panel/evidence-table.tsx'
import { LinksTable } from '../panel/links-table.tsx'
import { RulesVersion } from '../panel/rules-version.tsx'
import { APPROACH_WORDS } from './approach-words.ts'
import { forecastLines } from './forecast-lines.ts'
import { inboundQuestions } from './inbound-questions.ts'
import { inboundSum } from './inbound-sum.ts'

type Group = { readonly alert: AlertViewOf<'inbound-group'> }
type Props = Group & CraftActions & { readonly nowMs: number }

/** What would settle it, the sum, the forecast of each craft, and the reports behind them. */
export const InboundEvidence = ({ alert, nowMs, ...actions }: Props) => (
  <>
    {alert.status === 'open' && <Questions questions={inboundQuestions(alert, nowMs)} />}
    <Sum alert={alert} />
    <Forecasts alert={alert} />
    <h3>Craft and reports</h3>
    <EvidenceTable craft={alert.craft} law={alert} whereHead="Seen or arrived" {...actions} />
    <EvidenceNotes alert={alert} />
    <LinksTable links={alert.links.map(linkRow)} linksMore={alert.linksMore} />
  </>
)

const Questions = ({ questions }: { readonly questions: readonly string[] }) =>
  questions.length === 0 ? null : (
    <>
      <h3>What would settle it</h3>
      <ul class="questions">
        {questions.map((question) => (
          <li key={question}>
            <ForeignText>{question}</ForeignText>
          </li>
        ))}
      </ul>
    </>
  )

const SEVERITY_WORDS = {
  warning: 'A warning: the craft that have arrived or are heading in are enough for it.',
  caution: 'A caution: it takes craft whose course is not known, that are adrift, or that may arrive.',
} as const

const Sum = ({ alert }: Group) => {
  const { rows, isWhole } = inboundSum(alert)
  const { unauthorised, arrived, inbound } = alert
  return (
    <>
      <h3>
        More than {alert.threshold} {countedPeople(alert)}?
      </h3>
      <table class="inbound-sum">
        <thead>
          <tr>
            <th scope="col">Boat</th>
            <th scope="col">Where</th>
            <th scope="col">Minimum</th>
            <th scope="col">Likely</th>
            <th scope="col">Maximum</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.craftId}>
              <th scope="row">
                <CraftName craft={row} />
              </th>
              <td>{row.where}</td>
              <td>{row.min}</td>
              <td>{row.likely}</td>
              <td>{row.max}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">Sum</th>
            <td>
              likely {arrived} arrived + {inbound} inbound
            </td>
            {(['min', 'likely', 'max'] as const).map((which) => (
              <td key={which} class={unauthorised[which] > alert.threshold ? 'over' : ''}>
                <strong>{unauthorised[which]}</strong>
                {which === 'max' && unauthorised.openEnded && ' or more'}
                {unauthorised[which] > alert.threshold && ' over'}
              </td>
            ))}
          </tr>
        </tfoot>
      </table>
      {!isWhole && (
        <p class="about">
          Not all of these make one sum: each number adds up craft that are linked, in the time in which it is largest.
        </p>
      )}
      <p class="about">
        {SEVERITY_WORDS[alert.severity]} {describeLaw(alert)}
      </p>
      <p class="about">
        <RulesVersion policy={alert.policy} />
      </p>
    </>
  )
}

const Forecasts = ({ alert: { craft } }: Group) => {
  const approaching = craft.flatMap((one) => (one.approach === null ? [] : [{ ...one, approach: one.approach }]))
  if (approaching.length === 0) return null
  return (
    <>
      <h3>Forecast</h3>
      {approaching.map((one) => (
        <section key={one.craftId} class="forecast">
          <h4>
            <CraftName craft={one} />: {APPROACH_WORDS[one.approach.state]}
          </h4>
          <ul>
            {forecastLines(one.approach).map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </section>
      ))}
      <p class="about">
        Times are in steps of 5 minutes, the earliest rounded down, the latest up. They are as of the last fix: slowing
        down or turning changes them with the next one.
      </p>
    </>
  )
}

const linkRow = ({ a, aAt, b, bAt, distanceNm, minutesApart, fix }: AlertViewOf<'inbound-group'>['links'][number]) => ({
  key: `${a} ${aAt} ${b} ${bAt}`,
  a,
  b,
  distanceNm,
  minutesApart,
  ...(fix === undefined
    ? {}
    : { note: `from its fix of ${formatUtc(Date.parse(fix.at))}, ${formatPosition(fix.longitude, fix.latitude)}` }),
})
