import type { NearCraft } from '@landfall/contracts'
import { ForeignText } from '../../format/foreign-text.tsx'
import { formatInterval } from '../../format/format-interval.ts'
import { formatPosition } from '../../format/format-position.ts'
import { Moment } from '../../format/moment.tsx'
import type { NearKnown } from '../panel-context.ts'

type Props = { readonly near: NearKnown; readonly callerId: string }

/** The craft near a call for help, nearest first: which could help. */
export const NearCraftTable = ({ near, callerId }: Props) => {
  if (near === 'asking') return <p class="about">They are being fetched …</p>
  if (near === 'failed') return <p class="about">They could not be fetched; this page goes on asking. See the map.</p>
  if (near.place === null) return <p class="about">Where it is, is not known.</p>
  const within = `within ${near.withinNm} nm of that place, by their newest positions`
  if (near.craft.length === 0) return <p class="about">None is known {within}.</p>
  return (
    <>
      <table class="near">
        <thead>
          <tr>
            <th scope="col">Craft</th>
            <th scope="col">Distance</th>
            <th scope="col">Aboard</th>
            <th scope="col">Position of</th>
          </tr>
        </thead>
        <tbody>
          {near.craft.map((craft) => (
            <NearRow key={craft.craftId} craft={craft} isCaller={craft.craftId === callerId} />
          ))}
        </tbody>
      </table>
      <p class="about">
        Craft {within}; one that was last heard more than {near.withinMinutes} min before the place was sent is left
        out.
        {near.craftMore > 0 && ` And ${near.craftMore} more.`}
      </p>
    </>
  )
}

const NearRow = ({ craft, isCaller }: { readonly craft: NearCraft; readonly isCaller: boolean }) => (
  <tr>
    <th scope="row">
      {craft.name !== undefined && (
        <>
          <ForeignText>{craft.name}</ForeignText>{' '}
        </>
      )}
      <span class="id">
        <ForeignText>{craft.craftId}</ForeignText>
      </span>
      {isCaller && <span class="about">the caller itself</span>}
    </th>
    <td>
      <strong>{craft.distanceNm.toFixed(1)} nm</strong>
      <span class="about">bears {String(craft.bearingDegrees).padStart(3, '0')}°</span>
    </td>
    <td>
      {craft.persons === null ? (
        'nobody has said'
      ) : (
        <>
          <strong>{formatInterval(craft.persons.aboard)}</strong>
          <span class="about">
            {craft.persons.method} by <ForeignText>{craft.persons.sourceId}</ForeignText>,{' '}
            <Moment at={craft.persons.observedAt} />
          </span>
        </>
      )}
    </td>
    <td>
      <Moment at={craft.observedAt} />
      <span class="about">{formatPosition(craft.longitude, craft.latitude)}</span>
    </td>
  </tr>
)
