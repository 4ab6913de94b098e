import { hash } from 'node:crypto'

/** 64 hex digits, of the text as UTF-8. */
export const sha256 = (text: string): string => hash('sha256', text, 'hex')
