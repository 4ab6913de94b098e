import type { DistressDevice } from '@landfall/contracts'
import type { AisMessage } from '../payload/ais-message.ts'
import type { MmsiClass } from './classify-mmsi.ts'

/** What a message of a distress device says of its call. */
export type Call = {
  readonly test: boolean
  readonly text: string | undefined
  readonly longitude: number | undefined
  readonly latitude: number | undefined
}

const DEVICES: Partial<Record<MmsiClass, DistressDevice>> = { sart: 'sart', 'man-overboard': 'mob', epirb: 'epirb' }

/** The distress device that has such a number (ITU-R M.585-9), if it is one. */
export const distressDeviceOf = (mmsiClass: MmsiClass): DistressDevice | undefined => DEVICES[mmsiClass]

const TEST_WORD = /\bTEST\b/i

/**
 * The call that a distress device sends with a position or a text; undefined where the message is neither. Navigational status 15, or a text
 * with the word TEST, is a test (IEC 61097-14, ITU-R M.1371-5). All else is a call: a device that sends neither may be a poor one, and somebody in the water.
 */
export const callOf = (message: AisMessage): Call | undefined => {
  switch (message.kind) {
    case 'text': {
      const { text } = message
      return text === undefined
        ? undefined
        : { test: TEST_WORD.test(text), text, longitude: undefined, latitude: undefined }
    }
    case 'position':
    case 'long-range':
      return { ...placeOf(message), test: message.navigationStatus === undefined, text: undefined }
    case 'class-b':
    case 'class-b-extended':
      return { ...placeOf(message), test: false, text: undefined }
    case 'aid':
    case 'aircraft':
    case 'binary':
    case 'static-a':
    case 'static-b':
    case 'static-voyage':
    case 'time':
    case 'unused':
      return undefined
    default:
      return message satisfies never
  }
}

const placeOf = ({ longitude, latitude }: Pick<Call, 'longitude' | 'latitude'>) => ({ longitude, latitude })
