import type { AlertViewOf } from '@landfall/contracts'
import type { ComponentChildren } from 'preact'
import { ForeignText } from '../../format/foreign-text.tsx'
import { formatPosition } from '../../format/format-position.ts'
import { Moment } from '../../format/moment.tsx'

/** Who calls, since when, and as of when its place is: what whoever sends help is asked first. */
export const DistressFacts = ({ alert }: { readonly alert: AlertViewOf<'distress'> }) => (
  <section class="part">
    <h3>The call</h3>
    <dl class="facts">
      <Fact name="Calls">
        <span class="id">
          <ForeignText>{alert.craftId}</ForeignText>
        </span>
        {alert.text !== null && (
          <>
            : <ForeignText>{alert.text}</ForeignText>
          </>
        )}
      </Fact>
      <Fact name="Place sent">
        {alert.place === null ? (
          'never'
        ) : (
          <>
            {formatPosition(alert.place.longitude, alert.place.latitude)}, <Moment at={alert.place.observedAt} />
          </>
        )}
      </Fact>
      <Fact name="First heard">
        <Moment at={alert.firstHeardAt} />
      </Fact>
      <Fact name="Last heard">
        <Moment at={alert.lastHeardAt} /> by <ForeignText>{alert.heardBy.id}</ForeignText>
      </Fact>
    </dl>
  </section>
)

const Fact = ({ name, children }: { readonly name: string; readonly children: ComponentChildren }) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
)
