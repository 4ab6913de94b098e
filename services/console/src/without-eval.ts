import { config } from 'zod'

// To be imported before any schema is created: zod would compile it with eval, which the content security policy forbids.
config({ jitless: true })
