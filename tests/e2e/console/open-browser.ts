import { existsSync } from 'node:fs'
import chromiumForServers from '@sparticuz/chromium'
import { type Browser, chromium } from 'playwright-core'

const INSTALLED = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
]

/** Nothing that switches the web's own security off: the page's policy is among what is tested. */
const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]
const WEB_GL = ['--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader']
const NO_WEB_GL = ['--disable-gpu', '--disable-3d-apis', '--disable-software-rasterizer']

/** From the environment (`CHROMIUM`), else an installed one, else the one that npm brought. */
const findChromium = async (): Promise<string> => {
  const { CHROMIUM } = process.env
  if (CHROMIUM !== undefined) return CHROMIUM
  return INSTALLED.find(existsSync) ?? (await chromiumForServers.executablePath())
}

export const openBrowser = async ({ webGl }: { readonly webGl: boolean }): Promise<Browser> =>
  chromium.launch({
    executablePath: await findChromium(),
    args: [...FLAGS, ...(webGl ? WEB_GL : NO_WEB_GL)],
    ignoreDefaultArgs: ['--mute-audio'],
    chromiumSandbox: false,
  })
