/** The letter of a craft, as the map has it too. Nothing where it has none. */
export const Letter = ({ letter }: { readonly letter: string | undefined }) =>
  letter === undefined ? null : <span class="letter">{letter}</span>
