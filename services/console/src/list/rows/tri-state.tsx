import { useLayoutEffect, useRef } from 'preact/hooks'

type Props = {
  readonly label: string
  readonly value: 'none' | 'some' | 'all'
  readonly onChange: (isChecked: boolean) => void
}

/** A checkbox for several things at once, of which some may be chosen. */
export const TriState = ({ label, value, onChange }: Props) => {
  const box = useRef<HTMLInputElement>(null)
  useLayoutEffect(() => {
    if (box.current !== null) box.current.indeterminate = value === 'some'
  }, [value])
  return (
    <input
      ref={box}
      type="checkbox"
      aria-label={label}
      checked={value === 'all'}
      onChange={(event) => onChange(event.currentTarget.checked)}
    />
  )
}
