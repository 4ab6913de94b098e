import { type AlertViewOf, DIAGNOSTIC_TITLES } from '@landfall/contracts'
import { ForeignText } from '../../format/foreign-text.tsx'
import { formatApproxDuration } from '../../format/format-approx-duration.ts'
import { Moment } from '../../format/moment.tsx'

type Props = { readonly alert: AlertViewOf<'diagnostic'> | AlertViewOf<'source-limit'> | AlertViewOf<'source-silent'> }

/** What is amiss with a source or with Landfall itself. */
export const SystemHero = ({ alert }: Props) => <p class="hero-line">{systemWords(alert)}</p>

const systemWords = (alert: Props['alert']) => {
  const isOpen = alert.status === 'open'
  switch (alert.kind) {
    case 'diagnostic':
      return (
        <>
          {isOpen ? '' : 'No longer: '}
          {DIAGNOSTIC_TITLES[alert.cause]}:{' '}
          <strong>
            <ForeignText>{alert.subject}</ForeignText>
          </strong>
          . <ForeignText>{alert.detail}</ForeignText>. {alert.count} times from <Moment at={alert.firstAt} /> to{' '}
          <Moment at={alert.lastAt} />.
        </>
      )
    case 'source-limit':
      return (
        <>
          {isOpen ? 'More' : 'No longer more, as there had been,'} than <strong>{alert.sourcesMax}</strong> sources have
          sent since <Moment at={alert.reachedAt} />.{' '}
          {isOpen
            ? 'The watched ones are watched as before; a new one that is not configured will not be missed if it falls silent.'
            : 'New ones are watched again.'}
        </>
      )
    case 'source-silent':
      return (
        <>
          {isOpen ? 'Nothing from' : 'Heard again. Nothing had come from'}{' '}
          <strong>
            <ForeignText>{alert.source.id}</ForeignText>
          </strong>{' '}
          ({alert.source.kind}) since <Moment at={alert.lastHeardAt} />; expected every{' '}
          {formatApproxDuration(alert.expectedIntervalSeconds * 1_000)}. A calm picture means nothing where it alone
          looks.
        </>
      )
    default:
      return alert satisfies never
  }
}
