import type { Locator, Page } from 'playwright-core'

/** More than the controls of any view. */
const TABS_MAX = 150

/** What a hand without a pointer does. */
export const byKeyboard = (page: Page) => {
  const isFocused = (target: Locator): Promise<boolean> =>
    target.evaluate((element) => element === element.ownerDocument.activeElement)

  /** Tab until a control has the focus. */
  const tabTo = async (target: Locator): Promise<void> => {
    await target.waitFor()
    for (let tabs = 0; tabs < TABS_MAX; tabs += 1) {
      if (await isFocused(target)) return
      await page.keyboard.press('Tab')
    }
    throw new Error(`${target}: not reached by Tab`)
  }
  const press = async (target: Locator, key = 'Enter'): Promise<void> => {
    await tabTo(target)
    await page.keyboard.press(key)
  }
  /** In place of what is there. */
  const type = async (target: Locator, text: string): Promise<void> => {
    await tabTo(target)
    await page.keyboard.press('ControlOrMeta+A')
    await page.keyboard.press('Delete')
    await page.keyboard.type(text)
  }
  return { tabTo, press, type }
}
