import { connect } from 'node:net'
import { expect, inject, test } from 'vitest'

test('the parts of the run answer', async () => {
  const [host, port] = inject('kafkaBrokers').split(':')
  const socket = connect({ host: host ?? '', port: Number(port) })
  await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject))
  socket.destroy()
  expect(inject('redisUrl')).toMatch(/^redis:/)
})
