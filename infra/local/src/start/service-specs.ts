import type { StartSettings } from './start-settings.ts'

export type ServiceSpec = {
  readonly name: 'ingest' | 'windowing' | 'alert'
  readonly main: string
  readonly port: number
  /** The setting that the error names when the port is taken. */
  readonly portSetting: string
  readonly env: Readonly<Record<string, string>>
}

/** In the order of starting: producers before consumers, and the page last, when it has something to show. */
export const serviceSpecs = (settings: StartSettings): readonly ServiceSpec[] => {
  // The page is served by one service and posts reports to the other: both must allow its origin.
  const pages = ['127.0.0.1', 'localhost'].map((host) => `http://${host}:${settings.ALERT_PORT}`)
  const origins = { ALLOWED_ORIGINS: settings.ALLOWED_ORIGINS ?? pages.join(',') }
  const ingestUrl = settings.INGEST_URL ?? `http://127.0.0.1:${settings.INGEST_PORT}`
  return [
    {
      name: 'ingest',
      main: 'services/ingest/src/main.ts',
      port: settings.INGEST_PORT,
      portSetting: 'INGEST_PORT',
      env: { ...origins, NMEA_PORT: String(settings.NMEA_PORT) },
    },
    {
      name: 'windowing',
      main: 'services/windowing/src/main.ts',
      port: settings.WINDOWING_PORT,
      portSetting: 'WINDOWING_PORT',
      env: {},
    },
    {
      name: 'alert',
      main: 'services/alert/src/main.ts',
      port: settings.ALERT_PORT,
      portSetting: 'ALERT_PORT',
      env: { ...origins, INGEST_URL: ingestUrl },
    },
  ]
}
