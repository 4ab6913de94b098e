/** A note with its lines, set in from the left: none of them can pass for a line of ours. */
export const NoteText = ({ children }: { readonly children: string }) => <bdi class="note-text">{children}</bdi>
