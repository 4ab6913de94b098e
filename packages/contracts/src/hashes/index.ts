// Apart from the rest of the package because it needs node:crypto, which a browser does not have.
export * from './hash-policy.ts'
export * from './seal-observation.ts'
