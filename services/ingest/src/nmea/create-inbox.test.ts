import { expect, test } from 'vitest'
import { createInbox } from './create-inbox.ts'

const item = (name: string, bytes: number) => ({ name, bytes })
const names = (items: readonly { readonly name: string }[]) => items.map(({ name }) => name).join('')

test('what comes first goes first, up to about a batch', async () => {
  const inbox = createInbox<ReturnType<typeof item>>(100)
  for (const name of 'abcd') inbox.push(item(name, 4))
  expect(names(await inbox.take(8))).toBe('ab')
  expect(names(await inbox.take(1))).toBe('c')
  expect(inbox.bytes()).toBe(4)
  expect(names(await inbox.take(100))).toBe('d')
})

test('who takes waits for something to be there', async () => {
  const inbox = createInbox<ReturnType<typeof item>>(100)
  const taken = inbox.take(100)
  inbox.push(item('a', 1))
  expect(names(await taken)).toBe('a')
})

test('who pushes waits for room', async () => {
  const inbox = createInbox<ReturnType<typeof item>>(10)
  inbox.push(item('a', 10))
  expect(inbox.isFull()).toBe(true)
  let hasRoom = false
  const room = inbox.waitForSpace().then(() => {
    hasRoom = true
  })
  await Promise.resolve()
  expect(hasRoom).toBe(false)
  await inbox.take(100)
  await room
  expect(inbox.isFull()).toBe(false)
})

test('closed, it lets everybody go, but keeps what is inside', async () => {
  const inbox = createInbox<ReturnType<typeof item>>(10)
  inbox.push(item('a', 20))
  const room = inbox.waitForSpace()
  inbox.close()
  await room
  expect(names(await inbox.take(100))).toBe('a')
  expect(await inbox.take(100)).toEqual([])
})
