import { config } from 'zod'

// Imported before any schema is made: they would try to compile themselves, which the page's security policy forbids.
config({ jitless: true })
