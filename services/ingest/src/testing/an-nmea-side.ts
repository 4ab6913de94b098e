import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import type { QuotaChanges } from '@landfall/access'
import { createHealth, createLogger, createMetrics, LandfallError } from '@landfall/runtime'
import { onTestFinished } from 'vitest'
import type { Incoming } from '../domain/incoming.ts'
import type { NmeaLimits } from '../nmea/nmea-limits.ts'
import { parseNmeaSource } from '../nmea/nmea-source.ts'
import { openNmea } from '../nmea/open-nmea.ts'
import { aQuotaGate } from './a-quota-gate.ts'

export const PAYLOAD = '177KQJ5000G?tO`K>RA1wUbN0TKH'
/** A position of one craft, distinguished by its TAG time. */
export const line = (second: number): string => {
  const tag = `c:${1_795_426_200 + second * 60}`
  const sum = [...tag].reduce((all, one) => all ^ one.charCodeAt(0), 0)
  return `\\${tag}*${sum.toString(16).padStart(2, '0')}\\!AIVDM,1,1,,B,${PAYLOAD},0*5C\r\n`
}
export const lines = (from: number, to: number): string =>
  Array.from({ length: to - from }, (_, n) => line(from + n)).join('')

type Given = { readonly limits?: Partial<NmeaLimits>; readonly quotas?: QuotaChanges }

/** All of the NMEA side on sockets of this machine; `gate` stands for a Kafka that can be away. */
export const anNmeaSide = async (sources: readonly string[], { limits = {}, quotas = {} }: Given = {}) => {
  const taken: Incoming[] = []
  const heard: string[] = []
  const said: { event: string; level: string; source?: string }[] = []
  const gate = { isOpen: true, refused: 0, longest: 0 }
  const time = { nowMs: Date.parse('2026-11-23T09:30:00Z') }
  const metrics = createMetrics()
  const health = createHealth()
  const logger = createLogger({ name: 'test', write: (text) => said.push(JSON.parse(text)) })
  const clock = (): number => time.nowMs
  const quotaGate = aQuotaGate(quotas, { clock, logger, metrics, health, report: () => {} })
  const open = new AsyncDisposableStack()
  const ports = await openNmea(open, {
    sources: sources.map((text) => {
      const parsed = parseNmeaSource(text)
      if ('fault' in parsed) throw new Error(parsed.fault)
      return parsed
    }),
    accept: async (records) => {
      gate.longest = Math.max(gate.longest, records.length)
      if (!gate.isOpen) {
        gate.refused += 1
        throw new LandfallError('LF_BROKER_DOWN', 'Kafka is away', { retryable: true })
      }
      taken.push(...records)
      return records.map(() => ({ ok: true }))
    },
    quotaGate,
    logger,
    metrics,
    health,
    clock,
    onSourceActivity: ({ id }) => heard.push(id),
    limits: { retryMsMin: 10, retryMsMax: 20, ...limits },
  })
  let isClosed = false
  const close = async (): Promise<void> => {
    if (!isClosed) await open.disposeAsync()
    isClosed = true
  }
  onTestFinished(close)
  const port = (name: string): number => ports.get(name) ?? Number.NaN
  const metric = async (name: string, labels: Readonly<Record<string, string>>): Promise<number> => {
    const found = await metrics.registry.getSingleMetric(`landfall_ingest_nmea_${name}`)?.get()
    const wanted = Object.entries(labels)
    const one = found?.values.find((value) =>
      wanted.every(([key, text]) => (value.labels as Record<string, unknown>)[key] === text),
    )
    return one?.value ?? 0
  }
  const events = (event: string) => said.filter((one) => one.event === event)
  const times = () =>
    taken.map((one) => (one.kind === 'value' ? (one.value as { observedAt: string }).observedAt : one.reason))
  return { port, taken, heard, times, events, gate, time, health, metric, close }
}

export const connectTo = async (port: number): Promise<Socket> => {
  const socket = connect({ host: '127.0.0.1', port })
  socket.on('error', () => {})
  onTestFinished(() => void socket.destroy())
  await once(socket, 'connect')
  return socket
}
export const sendDatagrams = async (port: number, datagrams: readonly string[]): Promise<void> => {
  const socket = createSocket('udp4')
  for (const datagram of datagrams) {
    await new Promise((resolve) => socket.send(datagram, port, '127.0.0.1', resolve))
  }
  socket.close()
}
