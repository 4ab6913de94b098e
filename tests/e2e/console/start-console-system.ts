import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { addToken } from '@landfall/access'
import { buildConsole } from '@landfall/infra-local'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { startSystem } from '../start-system.ts'
import { openAlertWriter } from './open-alert-writer.ts'
import { openBrowser } from './open-browser.ts'
import { type PageFaults, watchPage } from './watch-page.ts'

export type Person = 'anna' | 'ben'
export type Opened = { readonly page: Page; readonly faults: PageFaults; readonly context: BrowserContext }

/** Ends what hangs. Generous, since pages are drawn without a graphics card. */
const STEP_MS_MAX = 90_000

/** Once: what is chosen in the page itself holds after a reload. */
const WITHOUT_MAP = `localStorage.getItem('landfall.preferences') ??
  localStorage.setItem('landfall.preferences', '{"showMap":false}')`

/** The whole system with its page, two operators, somebody who feeds, and a way to write alerts that no scenario brings. */
export const startConsoleSystem = async (kafkaBrokers: string, redisUrl: string) => {
  const open = new AsyncDisposableStack()
  const folder = await mkdtemp(join(tmpdir(), 'landfall-console-'))
  open.defer(() => rm(folder, { recursive: true }))
  const tokensFile = join(folder, 'tokens.json')
  const env = { TOKENS_FILE: tokensFile, SESSION_KEY_FILE: join(folder, 'session.key') }
  const token = async (name: string, role: 'operator' | 'feeder'): Promise<string> => {
    const { secret } = await addToken(tokensFile, { name, role, sourceId: role === 'feeder' ? '*' : null }, Date.now())
    return secret
  }
  const secrets = { anna: await token('anna', 'operator'), ben: await token('ben', 'operator') }
  const feeder = await token('radar', 'feeder')
  await buildConsole()
  const prefix = `t${randomUUID().slice(0, 8)}`
  const system = open.use(await startSystem({ kafkaBrokers, redisUrl, prefix, env }))
  const { write } = open.use(await openAlertWriter(kafkaBrokers, prefix))
  const browser = open.adopt(await openBrowser({ webGl: true }), (one) => one.close())

  const logIn = async (who: Person, given: LogIn = {}): Promise<Opened> => {
    const { url = system.alertUrl, from = browser, script, withMap = false, theme = 'dark' } = given
    const context = await from.newContext({ viewport: { width: 1_280, height: 720 }, colorScheme: theme })
    context.setDefaultTimeout(STEP_MS_MAX)
    const page = await context.newPage()
    const faults = await watchPage(page)
    if (script !== undefined) await page.addInitScript(script)
    // A map without a graphics card takes a whole processor, so only those pages have one that are about it.
    if (!withMap) await page.addInitScript(WITHOUT_MAP)
    await page.goto(`${url}/login`)
    await page.getByLabel('Your token').fill(secrets[who])
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: /^Alerts/ }).waitFor()
    return { page, faults, context }
  }
  return { ...system, write, feeder, secrets, logIn, [Symbol.asyncDispose]: () => open.disposeAsync() }
}
type LogIn = {
  readonly url?: string
  readonly from?: Browser
  /** Run in the page before its own. */
  readonly script?: string
  readonly withMap?: boolean
  readonly theme?: 'dark' | 'light'
}
export type ConsoleSystem = Awaited<ReturnType<typeof startConsoleSystem>>
