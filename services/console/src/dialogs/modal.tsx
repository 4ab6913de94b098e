import type { ComponentChildren } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'

type Props = { readonly label: string; readonly onClose: () => void; readonly children: ComponentChildren }

/** The browser’s own dialog: it traps the focus, and restores it on closing. */
export const Modal = ({ label, onClose, children }: Props) => {
  const dialog = useRef<HTMLDialogElement>(null)
  // A layout effect, because the next letter typed belongs in the dialog.
  useLayoutEffect(() => {
    const element = dialog.current
    element?.showModal()
    return () => element?.close() // Removing the element would not restore the focus.
  }, [])
  // The `close` event of the cleanup comes late, when another dialog may be open.
  const closed = () => {
    if (dialog.current !== null) onClose()
  }
  return (
    <dialog ref={dialog} aria-label={label} onClose={closed}>
      {children}
    </dialog>
  )
}
