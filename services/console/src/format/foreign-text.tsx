/**
 * Text that somebody else wrote (a name, an id, a reason): its direction must not reorder what is around it. Every such text
 * goes through here or `NoteText` (`foreign-text.test.ts`).
 */
export const ForeignText = ({ children }: { readonly children: string }) => <bdi>{children}</bdi>
