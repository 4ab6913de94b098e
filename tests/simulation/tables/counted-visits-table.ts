import type { Observation } from '@landfall/contracts'
import { EACH_VISIT, type Row } from './row.ts'
import { boat, described, exercised, type HERE, north, OUTSIDE, reported, seen } from './sea.ts'

/** 16 and 15 people 40 nm apart: only one more visit half-way, not excluded, makes them one cluster of 31 and more. */
const FAR_APART = [boat('a', '0', 16), boat('c', '1', 15, north(40))]

const halfWay = (name: string, between: readonly Observation[], joins: boolean): Row => ({
  name,
  observed: [...FAR_APART, between],
  expected: joins ? [{ severity: 'alarm', visits: ['a@0 16/16/16', 'b@0 1/1/1', 'c@1 15/15/15'] }] : [],
})

/** Rule 4, seen from what an excluded visit may not do: be a member, or a link. */
const links: readonly Row[] = [
  halfWay('a visit with a person of its own links', boat('b', '0', 1, north(20)), true),
  halfWay('without a report it does not', [seen('b', '0', north(20))], false),
  halfWay(
    'nor where nobody is without permission',
    [seen('b', '0', north(20)), reported('b', '0', 'manifest', 3, { permitted: 3 })],
    false,
  ),
  halfWay(
    'nor a scheduled service',
    [...boat('b', '0', 1, north(20)), described('b', '0', { scheduledService: true })],
    false,
  ),
  halfWay('nor a domestic craft', [...boat('b', '0', 1, north(20)), described('b', '0', { domestic: true })], false),
  halfWay(
    'false excludes nobody',
    [...boat('b', '0', 1, north(20)), described('b', '0', { scheduledService: false, domestic: false })],
    true,
  ),
]

const alone = (name: string, more: readonly (Observation | readonly Observation[])[], counts: boolean): Row => ({
  name,
  observed: [boat('a', '0', 31), ...more],
  expected: counts ? [{ visits: ['a@0 31/31/31'] }] : [],
})
const ferry = (craft: string, sameAs: string[] = []) => described(craft, '0', { scheduledService: true, sameAs })
const far: typeof HERE = { longitude: -175, latitude: -45 }

const names: readonly Row[] = [
  alone(
    'under another of its names that has a visit in the area',
    [described('a', '0', { sameAs: ['track:x'] }), seen('x', '99', far), ferry('x')],
    false,
  ),
  alone(
    'a name without a visit in the area excludes nobody',
    [described('a', '0', { sameAs: ['track:x'] }), ferry('x')],
    true,
  ),
  alone(
    'nor one seen only outside it',
    [described('a', '0', { sameAs: ['track:x'] }), seen('x', '0', OUTSIDE), ferry('x')],
    true,
  ),
  alone('the other name may be the one that says so', [seen('x', '99', far), ferry('x', ['track:a'])], false),
  alone('but not without a visit of its own', [ferry('x', ['track:a'])], true),
  alone(
    'through a third that both name, visit or not',
    [described('a', '0', { sameAs: ['imo:9074729'] }), seen('x', '99', far), ferry('x', ['imo:9074729'])],
    false,
  ),
  alone('the exercise excludes nobody real', [exercised([described('a', '0', { domestic: true })])], true),
  alone(
    'a craft as it stands now: stated later it holds for visits before',
    [described('a', '500', { domestic: true })],
    false,
  ),
  alone(
    'taken back by a later record, it no longer does',
    [described('a', '500', { domestic: true }), described('a', '501', { domestic: false })],
    true,
  ),
  alone(
    'whichever arrives first',
    [described('a', '501', { domestic: true }), described('a', '500', { domestic: false })],
    false,
  ),
]

export const countedVisitsTable: readonly Row[] = [
  ...links,
  ...names,
  {
    name: 'no report: no situation, whatever the policy',
    policy: EACH_VISIT,
    observed: [seen('a', '0')],
    expected: [],
  },
]
