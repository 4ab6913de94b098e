/** Real or exercise, in a word and a colour. */
export const WorldTag = ({ exercise }: { readonly exercise: boolean }) =>
  exercise ? <span class="tag exercise-tag">EXERCISE</span> : <span class="tag real-tag">REAL</span>
