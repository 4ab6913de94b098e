import { NOTE_CHARACTERS_MAX } from '@landfall/contracts'
import { useState } from 'preact/hooks'
import { openCounts } from '../alert/open-counts.ts'
import { Modal } from '../dialogs/modal.tsx'
import { ForeignText } from '../format/foreign-text.tsx'
import { formatApproxDuration } from '../format/format-approx-duration.ts'
import { Moment } from '../format/moment.tsx'
import { NoteText } from '../format/note-text.tsx'
import type { Console } from '../state/create-console.ts'
import { select } from '../state/select.ts'
import type { State } from '../state/state.ts'
import { takeOverWatch } from './take-over-watch.ts'
import { type WatchSummary, watchSummary } from './watch-summary.ts'

type Props = { readonly state: State; readonly con: Console }

/** Who has the watch, since when, and what they took over; and the button that takes it over. Nothing to subscribers. */
export const WatchHolder = ({ state, con }: Props) => {
  const [isTaking, setTaking] = useState(false)
  if (state.watches === null) return null
  const summary = watchSummary(state.watches, select.alerts(state))
  return (
    <section class="watch-holder" aria-label="The watch">
      {summary === null ? (
        <p class="holder">Nobody has taken over the watch yet.</p>
      ) : (
        <Holder summary={summary} nowMs={select.serverNowMs(state)} con={con} />
      )}
      <button type="button" class="primary" onClick={() => setTaking(true)}>
        Take over the watch …
      </button>
      {isTaking && <TakeOverDialog summary={summary} state={state} con={con} onClose={() => setTaking(false)} />}
    </section>
  )
}

type HolderProps = { readonly summary: WatchSummary; readonly nowMs: number; readonly con: Console }

const Holder = ({ summary: { by, sinceMs, note, tookOver, stillOpen, former }, nowMs, con }: HolderProps) => (
  <div class="holder">
    <p>
      <strong>
        <ForeignText>{by}</ForeignText>
      </strong>{' '}
      has had the watch since <Moment at={sinceMs} />, for {formatApproxDuration(nowMs - sinceMs)}.
      {note !== null && <NoteText>{note}</NoteText>}
    </p>
    <p>
      {tookOver === 0 ? 'Nothing was open then.' : `Took over ${tookOver} open, ${stillOpen.length} still open`}
      {stillOpen.length > 0 && ': '}
      {stillOpen.map(({ alertId, heading }, index) => (
        <span key={alertId}>
          {index > 0 && '; '}
          <button type="button" class="link" onClick={() => con.go({ view: 'watch', alertId })}>
            <ForeignText>{heading}</ForeignText>
          </button>
        </span>
      ))}
    </p>
    {former.length > 0 && (
      <p class="about">
        Before:{' '}
        {former.map((watch, index) => (
          <span key={watch.fromMs}>
            {index > 0 && '; '}
            <ForeignText>{watch.by}</ForeignText>, <Moment at={watch.fromMs} /> to <Moment at={watch.toMs} />
          </span>
        ))}
      </p>
    )}
  </div>
)

type DialogProps = Props & { readonly summary: WatchSummary | null; readonly onClose: () => void }

const TakeOverDialog = ({ summary, state, con, onClose }: DialogProps) => {
  const [note, setNote] = useState('')
  const [fault, setFault] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  const { real, exercise } = openCounts(select.alerts(state))
  const send = async (event: Event): Promise<void> => {
    event.preventDefault()
    if (isBusy) return
    setBusy(true)
    const why = await takeOverWatch(con.store, note.trim() || null)
    setBusy(false)
    setFault(why)
    if (why === null) onClose()
  }
  return (
    <Modal label="Take over the watch" onClose={onClose}>
      <form class="card" onSubmit={(event) => void send(event)}>
        <h2>Take over the watch?</h2>
        <p>
          As <strong>{state.session?.name ?? 'operator'}</strong>
          {summary !== null && (
            <>
              , from <ForeignText>{summary.by}</ForeignText>
            </>
          )}
          , with {real} REAL and {exercise} exercise open. It is kept for good, with the time.
        </p>
        <label>
          Note (may be empty)
          <textarea
            rows={2}
            maxLength={NOTE_CHARACTERS_MAX}
            value={note}
            onInput={(event) => setNote(event.currentTarget.value)}
          />
        </label>
        {fault !== null && (
          <p class="notice" role="alert">
            <ForeignText>{fault}</ForeignText>
          </p>
        )}
        <footer>
          <button type="button" onClick={onClose}>
            Back
          </button>
          <button type="submit" class="primary" aria-disabled={isBusy}>
            Take over
          </button>
        </footer>
      </form>
    </Modal>
  )
}
