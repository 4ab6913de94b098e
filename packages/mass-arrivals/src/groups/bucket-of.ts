/** How much of the log's time makes a bucket: an alert has at most one version in each, urgent ones aside. */
export const VERSION_BUCKET_MS = 1_000

/** The bucket that a record belongs to, by LogAppendTime. */
export const bucketOf = (loggedAtMs: number): number => Math.floor(loggedAtMs / VERSION_BUCKET_MS)
