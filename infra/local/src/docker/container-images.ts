/** The images of docker-compose.yml; a test compares the two. */
export const containerImages = { kafka: 'apache/kafka:4.3.1', redis: 'redis:8.2-alpine' } as const
