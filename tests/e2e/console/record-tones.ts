import { waitFor } from '@landfall/testkit'
import type { Page } from 'playwright-core'

/** Run in a page before its own scripts: records the tones that it plays. */
export const recordTones = `{
  window.heardTones = []
  window.heardContexts = []
  window.OscillatorNode = class extends OscillatorNode {
    constructor(context, options) {
      super(context, options)
      heardTones.push(options.frequency)
    }
  }
  window.AudioContext = class extends AudioContext {
    constructor() {
      super()
      heardContexts.push(this)
    }
  }
}`

/** How many tones were played so far; first waits until each of `hertz` is among those after the first `since`. */
export const tonesSince = (page: Page, since = 0, hertz: readonly number[] = []): Promise<number> =>
  waitFor(
    async () => {
      const heard = (await page.evaluate('heardTones')) as readonly number[]
      return hertz.every((one) => heard.slice(since).includes(one)) ? heard.length : undefined
    },
    { what: `tones of ${hertz.join(' and ')} Hz` },
  )
