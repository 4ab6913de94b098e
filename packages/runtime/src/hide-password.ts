/** Makes an address safe to show: `redis://user:secret@host` without the part before the @. */
export const hidePassword = (text: string): string => text.replaceAll(/\/\/\S*@/g, '//…@')
