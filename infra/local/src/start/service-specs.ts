import type { StartSettings } from './start-settings.ts'

export type ServiceSpec = {
  readonly name: 'ingest' | 'windowing' | 'alert'
  readonly main: string
  readonly port: number
  /** What a refusal names when the port is taken. */
  readonly portSetting: string
  readonly env: Readonly<Record<string, string>>
}

/** In the order of starting: who feeds comes before who is fed, and the page is there last, when it can show something. */
export const serviceSpecs = (settings: StartSettings): readonly ServiceSpec[] => [
  {
    name: 'ingest',
    main: 'services/ingest/src/main.ts',
    port: settings.INGEST_PORT,
    portSetting: 'INGEST_PORT',
    env: { NMEA_PORT: String(settings.NMEA_PORT) },
  },
  {
    name: 'windowing',
    main: 'services/windowing/src/main.ts',
    port: settings.WINDOWING_PORT,
    portSetting: 'WINDOWING_PORT',
    env: {},
  },
  { name: 'alert', main: 'services/alert/src/main.ts', port: settings.ALERT_PORT, portSetting: 'ALERT_PORT', env: {} },
]
