// The container's health: does the service inside say that it is ready? (The image has no curl.)
const { HTTP_PORT: port } = process.env
const ready = await fetch(`http://127.0.0.1:${port}/health/ready`, { signal: AbortSignal.timeout(3_000) }).then(
  (response) => response.ok,
  () => false,
)
process.exit(ready ? 0 : 1)
