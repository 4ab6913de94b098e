import { ForeignText } from '../../format/foreign-text.tsx'

type Props = { readonly craft: { readonly name: string | null; readonly craftId: string } }

/** Name and id of a craft. */
export const CraftName = ({ craft: { name, craftId } }: Props) => (
  <>
    {name !== null && (
      <>
        <ForeignText>{name}</ForeignText>{' '}
      </>
    )}
    <span class="id">
      <ForeignText>{craftId}</ForeignText>
    </span>
  </>
)
