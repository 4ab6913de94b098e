import { expect, test } from 'vitest'
import { formatRoute, parseRoute } from './route.ts'

test.each([
  '',
  '?view=handover',
  '?view=report&craft=exercise%2Ftrack%3Ar3',
  '?alert=nz-20261123-7f3a9c1e&severity=alarm,warning&state=unacknowledged&area=nz,ck',
  '?alert=nz-1&tab=log',
  '?kind=mass-arrival,inbound-group',
  '?alert=a%26b%3Fc&show=finished&only=list&kiosk=1&world=exercise',
])('%s is parsed and formatted back unchanged', (search) => expect(formatRoute(parseRoute(search))).toBe(search))

test('unknown views, severities and parameters are ignored', () => {
  expect(formatRoute(parseRoute('?view=nothing&tab=colour&severity=red,alarm&kind=flood&colour=blue'))).toBe(
    '?severity=alarm',
  )
})
