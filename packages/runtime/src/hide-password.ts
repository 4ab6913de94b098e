/** An address as it may be shown: `redis://user:secret@host` without what stands before the @. */
export const hidePassword = (text: string): string => text.replaceAll(/\/\/\S*@/g, '//…@')
