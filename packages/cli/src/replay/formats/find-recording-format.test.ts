import { expect, test } from 'vitest'
import { findRecordingFormat, unknownFormat } from './find-recording-format.ts'

test.each([
  ['{"type":"position"}', 'ndjson', true],
  ['  {"type":"position"}', 'ndjson', true],
  ['MMSI,BaseDateTime,LAT,LON', 'csv', false],
  ['# Timestamp,Type of mobile,MMSI,Latitude,Longitude', 'csv', false],
  ['!AIVDM,1,1,,A,17P@<J?P00blFWmjG@5a5?v62<10,0*27', 'nmea', true],
  ['\\s:x,c:1328131503*10\\!AIVDM,1,1,6,2,67`B1:`0H1m@,0*4F', 'nmea', true],
  ['$PGHP,1,2010,6,11,11,59,33,997,219,,2190047,1,0D*25', 'nmea', true],
  ['08:15 !AIVDM,1,1,,A,17P@<J?P00blFWmjG@5a5?v62<10,0*27', 'nmea', true],
] as const)('%s is %s', (first, name, firstLineIsRow) => {
  expect(findRecordingFormat(first)).toMatchObject({ name, firstLineIsRow })
})

test.each(['', '# a note', 'w`,0*2F', '<html>', 'Copyright $USD, Inc.'])('%j has no format', (line) => {
  expect(findRecordingFormat(line)).toBeUndefined()
})

test('a format that is asked for overrules', () => {
  expect(findRecordingFormat('!AIVDM,1,1,,A,17P@<J?P00blFWmjG@5a5?v62<10,0*27', 'csv')).toBeUndefined()
})

test('a recording of no known format is quoted, an empty one said to be empty', () => {
  expect(unknownFormat(['', '<html>'], 'page.html')).toMatchObject({
    message: 'page.html: no line is of a format that is known; it begins with "<html>"',
  })
  expect(unknownFormat(['', ' '], 'void.csv')).toMatchObject({ message: 'void.csv: is empty' })
})
