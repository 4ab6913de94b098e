import { config } from 'zod'

// zod would compile each schema with eval, which the content security policy forbids. vite.config.ts puts this into the chunk of zod
// itself, so that it has run before any schema is created.
config({ jitless: true })
