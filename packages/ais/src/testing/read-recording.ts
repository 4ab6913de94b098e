import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'

/** The lines of a recording; bytes that are not ASCII come as one character each. */
export const readRecording = (folder: string, name: string): readonly string[] => {
  const bytes = readFileSync(join(folder, 'nmea', name))
  return (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('latin1').split('\n')
}
