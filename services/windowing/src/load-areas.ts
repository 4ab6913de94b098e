import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { canonicalJson } from '@landfall/contracts'
import { defaultAreaUrl } from '@landfall/geo'
import type { WeighedArea } from '@landfall/kafka'
import { readAreaFile, type WatchedArea } from '@landfall/mass-arrivals'
import { LandfallError } from '@landfall/runtime'

/** Stands in every hash since states had no version of their own (`StateVersion`); without it all would be rebuilt. */
const HASH_PREFIX = 1

export type WatchedAreas = { readonly areas: readonly WatchedArea[]; readonly configHash: string }

/** With what each weighs when it is placed. */
export type LoadedAreas = WatchedAreas & { readonly weighed: readonly WeighedArea[] }

/** Reads the area files and their policies. Throws LF_CONFIG_INVALID that names every mistake by file and field. */
export const loadAreas = async (files: readonly string[]): Promise<LoadedAreas> => {
  const sources = files.length > 0 ? files : [defaultAreaUrl]
  const mistakes: string[] = []
  const loaded: ReturnType<typeof readAreaFile>[] = []
  for (const source of sources) {
    try {
      loaded.push(readAreaFile(await readFile(source, 'utf8'), String(source)))
    } catch (error) {
      mistakes.push(`  ${error instanceof Error ? error.message : String(error)}`)
    }
  }
  const ids = loaded.map(({ area }) => area.areaId)
  for (const areaId of new Set(ids.filter((id, index) => ids.indexOf(id) !== index))) {
    mistakes.push(`  AREAS: two files have the areaId ${areaId}`)
  }
  if (mistakes.length > 0) throw invalid(`The areas cannot be used:\n${mistakes.join('\n')}`)
  return {
    areas: loaded.map(({ area }) => area),
    weighed: loaded.map(({ area: { areaId }, weight }) => ({ areaId, weight })),
    configHash: hashConfig(loaded.map(({ area, policy, geojson }) => [area.areaId, geojson.geometry, policy])),
  }
}

const hashConfig = (areas: readonly unknown[]): string =>
  createHash('sha256')
    .update(canonicalJson([HASH_PREFIX, areas]))
    .digest('hex')

const invalid = (message: string): LandfallError =>
  new LandfallError('LF_CONFIG_INVALID', message, { retryable: false })
