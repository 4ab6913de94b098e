export type Author = { readonly operator: string | null; readonly tokenId?: string | undefined }

/** Who did it, for people: the name, and the id of the token where tokens are on. `somebody`: where the name is hidden. */
export const describeAuthor = ({ operator, tokenId }: Author, somebody = 'an operator'): string =>
  tokenId === undefined ? (operator ?? somebody) : `${operator ?? somebody} (token ${tokenId})`
