import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'

type Props = { readonly label: string; readonly onClose: () => void; readonly children: ComponentChildren }

/** The browser's own dialog: it keeps the focus inside and gives it back. */
export const Modal = ({ label, onClose, children }: Props) => {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    dialog.current?.showModal()
  }, [])
  return (
    <dialog ref={dialog} aria-label={label} onClose={onClose} onCancel={onClose}>
      {children}
    </dialog>
  )
}
