import { isoTimeMs } from '@landfall/contracts'
import { type AisCells, type AisRowSpec, aisRow } from './ais-row.ts'
import { createCraftChangeDetector } from './create-craft-change-detector.ts'
import { csvFields } from './csv-fields.ts'
import { type DateOrder, dateOrderOf, slashedTimeMs } from './date-order.ts'
import {
  type ReaderOptions,
  type RecordingFormat,
  type RowReader,
  refusedRow,
  replaySource,
} from './recording-format.ts'

/** AIS as CSV: one position per row, in columns that the heading names. */
export const csvFormat: RecordingFormat = {
  name: 'csv',
  looksLike: 'CSV with MMSI, a time, longitude and latitude in the heading',
  matches: (line) => readHeading(line) !== undefined,
  firstLineIsRow: false,
  open: (firstLine, options) => csvReader(readHeading(firstLine), options),
}

type Column = Exclude<keyof AisCells, 'timeMs'>

/**
 * The names of the columns in MarineCadastre 2015–2024 (`MMSI,BaseDateTime,LAT,LON,SOG,…`), MarineCadastre from 2025
 * (`mmsi,base_date_time,longitude,latitude,sog,…`) and the Danish Maritime Authority (`# Timestamp,Type of mobile,MMSI,…`).
 * Compared in lower case, letters and digits only.
 */
const ALIASES: Readonly<Record<Column, readonly string[]>> = {
  mmsi: ['mmsi'],
  station: ['typeofmobile', 'transceiverclass', 'transceiver'],
  status: ['status', 'navigationalstatus'],
  time: ['basedatetime', 'timestamp', 'datetime', 'time'],
  longitude: ['lon', 'longitude'],
  latitude: ['lat', 'latitude'],
  speed: ['sog', 'speedoverground'],
  course: ['cog', 'courseoverground'],
  heading: ['heading', 'trueheading'],
  name: ['vesselname', 'name'],
  callSign: ['callsign'],
  imo: ['imo'],
  shipType: ['vesseltype', 'shiptype'],
  length: ['length'],
}
const REQUIRED: readonly Column[] = ['mmsi', 'time', 'longitude', 'latitude']
const COLUMNS = Object.keys(ALIASES) as readonly Column[]

type CsvHeading = {
  readonly width: number
  readonly indices: Readonly<Partial<Record<Column, number>>>
  /** Of the Danish Maritime Authority. */
  readonly isDanish: boolean
}

const NO_HEADING: CsvHeading = { width: 0, indices: {}, isDanish: false }

/** The columns of a heading; undefined when a required one is missing. */
const readHeading = (line: string): CsvHeading | undefined => {
  const names = csvFields(line.trimStart())?.map((name) => name.toLowerCase().replaceAll(/[^a-z0-9]/g, ''))
  if (names === undefined) return undefined
  const indices: Partial<Record<Column, number>> = {}
  for (const column of COLUMNS) {
    const found = names.findIndex((name) => ALIASES[column].includes(name))
    if (found !== -1) indices[column] = found
  }
  if (REQUIRED.some((column) => indices[column] === undefined)) return undefined
  return { width: names.length, indices, isDanish: names.includes('typeofmobile') }
}

const ASK_DATE_ORDER = 'may have the day or the month first; say which with --date-order dmy or mdy'

/** Null where nothing says whether the day or the month comes first. */
const timeOf = (text: string, order: DateOrder | undefined): number | null => {
  if (dateOrderOf(text) === undefined) return isoTimeMs(text)
  return order === undefined ? null : slashedTimeMs(text, order)
}

/** The Danish layout documents its dates: the day comes first. */
const dateOrderOfLayout = ({ isDanish }: CsvHeading): DateOrder | undefined => (isDanish ? 'day-first' : undefined)

/**
 * What the rows of a CSV say about the order of their dates; undefined where the heading settles it, as no order is missing.
 */
export const openDateOrderReader = (heading: string): ((line: string) => DateOrder | null | undefined) | undefined => {
  const found = readHeading(heading)
  if (found === undefined || dateOrderOfLayout(found) !== undefined) return undefined
  return (line) => dateOrderOf((csvFields(line)?.[found.indices.time ?? -1] ?? '').trim())
}

const csvReader = (heading: CsvHeading = NO_HEADING, options: ReaderOptions): RowReader => {
  const { width, indices } = heading
  const dateOrder = options.dateOrder ?? dateOrderOfLayout(heading)
  const spec: AisRowSpec = {
    source: replaySource(options),
    exercise: options.exercise,
    craftChanges: createCraftChangeDetector(),
  }
  const cellOf = (fields: readonly string[], column: Column): string => {
    const index = indices[column]
    const text = index === undefined ? '' : (fields[index] ?? '').trim()
    return text === 'Unknown' || text === 'Undefined' ? '' : text // What the Danish files have for no value.
  }
  return (line) => {
    if (line.trim() === '') return { kind: 'nothing', code: 'empty line' }
    const fields = csvFields(line)
    if (fields === undefined) return refusedRow('columns', 'a quotation mark is not closed')
    // A line that was cut off inside a number would still parse.
    if (fields.length !== width) return refusedRow('columns', `${fields.length} columns, the heading has ${width}`)
    const time = cellOf(fields, 'time')
    const timeMs = timeOf(time, dateOrder)
    if (timeMs === null) return refusedRow('date-order', `time ${JSON.stringify(time)}: ${ASK_DATE_ORDER}`)
    const cells: AisCells = {
      mmsi: cellOf(fields, 'mmsi'),
      station: cellOf(fields, 'station'),
      status: cellOf(fields, 'status'),
      time,
      timeMs,
      longitude: cellOf(fields, 'longitude'),
      latitude: cellOf(fields, 'latitude'),
      speed: cellOf(fields, 'speed'),
      course: cellOf(fields, 'course'),
      heading: cellOf(fields, 'heading'),
      name: cellOf(fields, 'name'),
      callSign: cellOf(fields, 'callSign'),
      imo: cellOf(fields, 'imo'),
      shipType: cellOf(fields, 'shipType'),
      length: cellOf(fields, 'length'),
    }
    return aisRow(cells, spec)
  }
}
