import { useState } from 'preact/hooks'
import { Modal } from '../dialogs/modal.tsx'
import { ForeignText } from '../format/foreign-text.tsx'
import { Moment } from '../format/moment.tsx'
import type { Console } from '../state/create-console.ts'
import { rest } from '../state/rest.ts'
import { select } from '../state/select.ts'
import type { Dialog, State } from '../state/state.ts'
import { positionRetractionOf } from './position-retraction-of.ts'

type Props = { readonly dialog: Extract<Dialog, { kind: 'take-back' }>; readonly state: State; readonly con: Console }

/** Says what follows, asks once more, and takes the position back. */
export const TakeBackDialog = ({ dialog, state, con }: Props) => {
  const [fault, setFault] = useState<string | null>(null)
  const [takenBackAs, setTakenBackAs] = useState<string | null>(null)
  const send = async (event: Event): Promise<void> => {
    event.preventDefault()
    const retraction = positionRetractionOf(dialog, select.serverNowMs(state))
    const result = await rest.postReport(retraction)
    setFault(result.ok ? null : result.message)
    setTakenBackAs(result.ok ? retraction.observationId : null)
    con.announce(result.ok ? 'The position was taken back.' : result.message)
  }
  return (
    <Modal label="take back a position" onClose={() => con.setDialog(null)}>
      <form onSubmit={(event) => void send(event)}>
        <h2>Take back a position</h2>
        <p>
          The position of <ForeignText>{dialog.craftId}</ForeignText> at <Moment at={dialog.arrivedAt} />, whoever sent
          it.
        </p>
        {takenBackAs === null ? <Consequences /> : <Done observationId={takenBackAs} />}
        <div class="actions">
          {takenBackAs === null && (
            <button type="submit" class="strong">
              Take it back
            </button>
          )}
          <button type="button" onClick={() => con.setDialog(null)}>
            {takenBackAs === null ? 'Cancel' : 'Close'}
          </button>
        </div>
        {fault !== null && (
          <p class="answer bad">
            <ForeignText>{fault}</ForeignText>
          </p>
        )}
      </form>
    </Modal>
  )
}

const Consequences = () => (
  <>
    <p>
      It counts as never sent: this arrival goes, its people go with it, and the alert is corrected or cancelled for
      everybody. Reports stay, and count with the next arrival. Only do it if you know that the craft was not there.
    </p>
    <p class="about">
      If a position inside within the gap of a visit (6 hours, as a rule) is there or comes later, the arrival stays:
      nobody can say any more where the rest of it begins. Your name is kept with it.
    </p>
  </>
)

const Done = ({ observationId }: { readonly observationId: string }) => (
  <p class="answer good">
    Taken back; the alert follows in a moment. To undo it, retract <span class="id">{observationId}</span>.
  </p>
)
