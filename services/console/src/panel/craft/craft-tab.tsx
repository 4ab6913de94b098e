import type { AlertLink, AlertViewOf } from '@landfall/contracts'
import { formatPosition } from '../../format/format-position.ts'
import { formatUtc } from '../../format/format-utc.ts'
import type { PanelContext } from '../panel-context.ts'
import { CraftRows } from './craft-rows.tsx'
import { type LinkRow, LinksTable } from './links-table.tsx'
import { Sums } from './sums.tsx'

type Counting = AlertViewOf<'mass-arrival'> | AlertViewOf<'inbound-group'>
type Props = { readonly alert: Counting; readonly context: PanelContext }

/** Each craft that an alert counts, with its reports; what joins them; and how their numbers add up. */
export const CraftTab = ({ alert, context }: Props) => (
  <>
    <CraftRows craft={alert.craft} context={context} />
    <section class="part">
      {alert.evidenceOmitted !== undefined && <p>The evidence was too large to be written.</p>}
      {alert.craftMore !== undefined && <p>and {alert.craftMore} more craft, which the numbers count.</p>}
      {'limbs' in alert && <Sums alert={alert} />}
      <p class="about">
        {alert.counts === 'aboard'
          ? 'Everybody aboard counts, whatever their permission: minimum, likely and maximum as the report has them.'
          : 'Minimum: those reported as not permitted. Maximum: everybody aboard but those permitted. Likely: people of unknown permission count where the policy says so for the method, as a rule headcount, sighting and estimate.'}
      </p>
    </section>
    <LinksTable links={linkRows(alert)} linksMore={alert.linksMore} letters={context.letters} />
  </>
)

const linkRows = (alert: Counting): readonly LinkRow[] =>
  'limbs' in alert ? alert.links.map(arrivalLinkRow) : alert.links.map(inboundLinkRow)

const arrivalLinkRow = ({ aArrivedAt, bArrivedAt, ...link }: AlertLink): LinkRow => ({
  ...link,
  key: `${link.a} ${aArrivedAt} ${link.b} ${bArrivedAt}`,
})

const inboundLinkRow = ({ a, aAt, b, bAt, fix, ...link }: AlertViewOf<'inbound-group'>['links'][number]): LinkRow => ({
  ...link,
  key: `${a} ${aAt} ${b} ${bAt}`,
  a,
  b,
  ...(fix === undefined
    ? {}
    : { note: `from its fix of ${formatUtc(Date.parse(fix.at))}, ${formatPosition(fix.longitude, fix.latitude)}` }),
})
