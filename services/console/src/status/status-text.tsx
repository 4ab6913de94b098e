import type { StatusItem } from './picture-status.ts'

/** In full, or in short where the style sheet finds too little space; a skeleton while it is not known. */
export const StatusText = ({ item: { text, short } }: { readonly item: StatusItem }) =>
  text === '' ? (
    <span class="skeleton" />
  ) : short === undefined ? (
    <span>{text}</span>
  ) : (
    <>
      <span class="in-full">{text}</span>
      <span class="in-short">{short}</span>
    </>
  )
