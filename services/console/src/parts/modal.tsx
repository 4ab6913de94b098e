import type { ComponentChildren } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'

type Props = { readonly label: string; readonly onClose: () => void; readonly children: ComponentChildren }

/** The browser's own dialog: it keeps the focus inside and gives it back. */
export const Modal = ({ label, onClose, children }: Props) => {
  const dialog = useRef<HTMLDialogElement>(null)
  // At once and not after the next drawing: the next letter typed belongs into the dialog.
  useLayoutEffect(() => {
    dialog.current?.showModal()
  }, [])
  return (
    <dialog ref={dialog} aria-label={label} onClose={onClose} onCancel={onClose}>
      {children}
    </dialog>
  )
}
