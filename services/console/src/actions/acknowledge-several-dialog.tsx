import { useEffect, useRef, useState } from 'preact/hooks'
import { Modal } from '../dialogs/modal.tsx'
import { ForeignText } from '../format/foreign-text.tsx'
import type { Console } from '../state/create-console.ts'
import type { PostedAction } from '../state/rest.ts'
import { select } from '../state/select.ts'
import type { Dialog, State } from '../state/state.ts'
import { AcknowledgeRows } from './acknowledge-rows.tsx'
import { answerWords } from './answer-words.ts'
import { type Outcomes, outcomesWords } from './outcomes-words.ts'

/** Nobody reads more names than this in one dialog; the rest stays chosen. */
export const ACKNOWLEDGED_AT_ONCE_MAX = 100

type Props = {
  readonly dialog: Extract<Dialog, { kind: 'acknowledge-several' }>
  readonly state: State
  readonly con: Console
}

/** Names each alert once more, then acknowledges one after the other, and says of each what became of it. */
export const AcknowledgeSeveralDialog = ({ dialog, state, con }: Props) => {
  const alerts = dialog.alerts.slice(0, ACKNOWLEDGED_AT_ONCE_MAX)
  const [without, setWithout] = useState<ReadonlySet<string>>(new Set())
  const [outcomes, setOutcomes] = useState<Outcomes>(new Map())
  const [phase, setPhase] = useState<'asking' | 'sending' | 'done'>('asking')
  const stop = useRef(new AbortController())
  useEffect(() => () => stop.current.abort(), [])
  const wanted = alerts.filter(({ alertId }) => !without.has(alertId))
  const send = async (event: Event): Promise<void> => {
    event.preventDefault()
    if (state.busy || phase !== 'asking' || wanted.length === 0) return
    setPhase('sending')
    const results = new Map<string, { good: boolean; text: string }>()
    const actions = wanted.map(
      ({ alertId, version }): PostedAction => ({
        alertId,
        action: 'acknowledge',
        expectedVersion: version,
        note: null,
        until: null,
      }),
    )
    await con.actOnEach(
      actions,
      (action, result) => {
        results.set(action.alertId, {
          good: result.outcome === 'done',
          text: answerWords(action, result, select.serverNowMs(con.store.get())),
        })
        setOutcomes(new Map(results))
      },
      stop.current.signal,
    )
    con.announce(outcomesWords(results, wanted.length))
    setPhase('done')
  }
  const heading =
    phase === 'asking' ? `Acknowledge ${countWords(wanted.length)}` : outcomesWords(outcomes, wanted.length)
  return (
    <Modal label="acknowledge several" onClose={() => con.setDialog(null)}>
      <form class="several-dialog" onSubmit={(event) => void send(event)}>
        <h2>{heading}</h2>
        {phase === 'asking' && <p class="about">{aboutWords(dialog.alerts.length)}</p>}
        <AcknowledgeRows
          alerts={phase === 'asking' ? alerts : wanted}
          without={phase === 'asking' ? without : null}
          outcomes={outcomes}
          state={state}
          onChange={setWithout}
        />
        <footer>
          {phase === 'asking' && <As state={state} />}
          <button type="button" onClick={() => con.setDialog(null)}>
            {BACK[phase]}
          </button>
          {phase === 'asking' && (
            <button type="submit" class="strong primary" aria-disabled={state.busy || wanted.length === 0}>
              Acknowledge {wanted.length}
            </button>
          )}
        </footer>
      </form>
    </Modal>
  )
}

const BACK = { asking: 'Back', sending: 'Stop', done: 'Close' } as const

const As = ({ state: { session } }: { readonly state: State }) =>
  session === null ? null : (
    <span class="about">
      As <ForeignText>{session.name}</ForeignText>
    </span>
  )

const countWords = (count: number): string => `${count} ${count === 1 ? 'alert' : 'alerts'}`

const aboutWords = (chosen: number): string =>
  chosen > ACKNOWLEDGED_AT_ONCE_MAX
    ? `The first ${ACKNOWLEDGED_AT_ONCE_MAX} of ${chosen}; the others stay chosen. Each is an action of its own in the log.`
    : 'Each is an action of its own in the log. The sound stops for these only.'
