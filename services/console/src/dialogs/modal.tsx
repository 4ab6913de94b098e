import type { ComponentChildren } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'

type Props = { readonly label: string; readonly onClose: () => void; readonly children: ComponentChildren }

/** The browser's own dialog: it keeps the focus inside, and gives it back when it closes. */
export const Modal = ({ label, onClose, children }: Props) => {
  const dialog = useRef<HTMLDialogElement>(null)
  // At once and not after the next drawing: the next letter typed belongs into the dialog.
  useLayoutEffect(() => {
    const element = dialog.current
    element?.showModal()
    return () => element?.close() // Only taken away, it would leave the focus nowhere.
  }, [])
  // The event of the line above comes when another dialog may be open.
  const closed = () => {
    if (dialog.current !== null) onClose()
  }
  return (
    <dialog ref={dialog} aria-label={label} onClose={closed}>
      {children}
    </dialog>
  )
}
