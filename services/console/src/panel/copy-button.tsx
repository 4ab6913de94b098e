import { Icon } from '../alert/icon.tsx'
import type { Console } from '../state/create-console.ts'
import { copyText } from './copy-text.ts'

type Props = { readonly text: string; readonly what: string; readonly con: Console }

/** A small button behind what it copies. */
export const CopyButton = ({ text, what, con }: Props) => (
  <button
    type="button"
    class="copy"
    aria-label={`Copy ${what}`}
    title={`Copy ${what}`}
    onClick={() => void copyText(text, con)}
  >
    <Icon name="copy" small />
  </button>
)
