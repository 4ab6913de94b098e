import { expect, test } from 'vitest'
import { createInbox } from './create-inbox.ts'

const item = (name: string, bytes: number) => ({ name, bytes })
const names = (items: readonly { readonly name: string }[]) => items.map(({ name }) => name).join('')

test('items are taken oldest first, up to about a batch', async () => {
  const inbox = createInbox<ReturnType<typeof item>>(100)
  for (const name of 'abcd') inbox.push(item(name, 4))
  expect(names(await inbox.take(8))).toBe('ab')
  expect(names(await inbox.take(1))).toBe('c')
  expect(inbox.bytes()).toBe(4)
  expect(names(await inbox.take(100))).toBe('d')
})

test('take waits for an item', async () => {
  const inbox = createInbox<ReturnType<typeof item>>(100)
  const taken = inbox.take(100)
  inbox.push(item('a', 1))
  expect(names(await taken)).toBe('a')
})

test('waitForSpace waits until the inbox is below its limit', async () => {
  const inbox = createInbox<ReturnType<typeof item>>(10)
  inbox.push(item('a', 10))
  expect(inbox.isFull()).toBe(true)
  let hasSpace = false
  const space = inbox.waitForSpace().then(() => {
    hasSpace = true
  })
  await Promise.resolve()
  expect(hasSpace).toBe(false)
  await inbox.take(100)
  await space
  expect(inbox.isFull()).toBe(false)
})

test('closing ends all waits, and items inside can still be taken', async () => {
  const inbox = createInbox<ReturnType<typeof item>>(10)
  inbox.push(item('a', 20))
  const space = inbox.waitForSpace()
  inbox.close()
  await space
  expect(names(await inbox.take(100))).toBe('a')
  expect(await inbox.take(100)).toEqual([])
})
