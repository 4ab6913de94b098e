/** The images of docker-compose.yml; a test compares the two. */
export const KAFKA_IMAGE = 'apache/kafka:4.3.1'
export const REDIS_IMAGE = 'redis:8.2-alpine'
