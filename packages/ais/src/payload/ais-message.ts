/** Common to all messages. Numbers that the sender marked "not available" are undefined. */
export type MessageHead = {
  /** 0..3: how many times repeaters have repeated it. */
  readonly repeat: number
  /** The sender, 0..1,073,741,823 as sent; see `classifyMmsi` for whether it identifies anything. */
  readonly mmsi: number
}

/** Both given or both undefined. Degrees; longitude −180..180, latitude −90..90. */
type Place = { readonly longitude: number | undefined; readonly latitude: number | undefined }

type Motion = Place & {
  /** 0..102.2; 102.2 is "or more" (type 27: whole knots to 62). */
  readonly speedKnots: number | undefined
  /** 0..359.9. */
  readonly courseDegrees: number | undefined
  /** The position is better than 10 m. */
  readonly accurate: boolean
  readonly raim: boolean
}

/** `utcSecond` (0..59) is undefined when the clock, or the whole positioning system, is not available (60..63). */
type Timed = { readonly utcSecond: number | undefined }

type Dimensions = {
  /** Metres from the antenna; 0 as sent is undefined, 511 (bow, stern) and 63 (sides) are "or more". */
  readonly toBowMetres: number | undefined
  readonly toSternMetres: number | undefined
  readonly toPortMetres: number | undefined
  readonly toStarboardMetres: number | undefined
}

/** Types 1, 2, 3. */
export type PositionReport = MessageHead &
  Motion &
  Timed & {
    readonly kind: 'position'
    readonly type: 1 | 2 | 3
    /** 0..14; 15 is "not defined", and the test of a distress device. 14 is an active one. */
    readonly navigationStatus: number | undefined
    /** The indicator as sent, −127..127: 4.733 √(degrees a minute), negative to port; ±127 is "faster than 5° in 30 s". */
    readonly turnIndicator: number | undefined
    /** 0..359. */
    readonly headingDegrees: number | undefined
    /** 1 none, 2 engaged in a special manoeuvre. */
    readonly manoeuvre: number | undefined
  }

/** Types 4 (base station) and 11 (a mobile station's answer to a question for the time). */
export type TimeReport = MessageHead &
  Place & {
    readonly kind: 'time'
    readonly type: 4 | 11
    /** Undefined unless all of year, month, day, hour, minute and second make a real time. */
    readonly utcMs: number | undefined
    readonly accurate: boolean
    readonly positionDevice: number
    readonly raim: boolean
  }

/** When a ship expects to arrive, field by field as sent. There is no year. */
export type Eta = {
  readonly month: number | undefined
  readonly day: number | undefined
  readonly hour: number | undefined
  readonly minute: number | undefined
}

/** Type 5. */
export type StaticVoyage = MessageHead &
  Dimensions & {
    readonly kind: 'static-voyage'
    readonly type: 5
    readonly aisVersion: number
    /** As sent; the check digit is not verified here. */
    readonly imo: number | undefined
    readonly callSign: string | undefined
    readonly name: string | undefined
    /** 1..255 as sent; above 99 nothing is defined. */
    readonly shipType: number | undefined
    readonly positionDevice: number
    readonly eta: Eta
    readonly draughtMetres: number | undefined
    readonly destination: string | undefined
    /** Undefined in the 422-bit messages some transponders send. */
    readonly dataTerminalReady: boolean | undefined
  }

/**
 * How many people a ship reports aboard. Absent for the sender's "not available" (0 in 1/16, 1/24 and 1/40; 255 and 8191
 * in the parts of 200/55) and for a sum of 0: unknown is not nobody. `max: null` is "or more".
 */
export type PersonsAboard = { readonly min: number; readonly max: number | null }

/** Types 6 (addressed) and 8 (broadcast). */
export type BinaryMessage = MessageHead & {
  readonly kind: 'binary'
  readonly type: 6 | 8
  /** Only of type 6. */
  readonly sequence: number | undefined
  readonly destinationMmsi: number | undefined
  readonly retransmitted: boolean | undefined
  /** Designated area code and function identifier: what the data mean. */
  readonly areaCode: number
  readonly functionId: number
  readonly dataBits: number
  /** Whether this area code and function have a field for persons, filled in or not. */
  readonly carriesPersons: boolean
  readonly persons: PersonsAboard | undefined
}

/** Type 9. */
export type AircraftReport = MessageHead &
  Motion &
  Timed & { readonly kind: 'aircraft'; readonly type: 9; readonly altitudeMetres: number | undefined }

/** Type 18. */
export type ClassBReport = MessageHead &
  Motion &
  Timed & { readonly kind: 'class-b'; readonly type: 18; readonly headingDegrees: number | undefined }

/** Type 19. */
export type ClassBExtended = MessageHead &
  Motion &
  Timed &
  Dimensions & {
    readonly kind: 'class-b-extended'
    readonly type: 19
    readonly headingDegrees: number | undefined
    readonly name: string | undefined
    readonly shipType: number | undefined
    readonly positionDevice: number
  }

/** Type 21. */
export type AidToNavigation = MessageHead &
  Place &
  Timed & {
    readonly kind: 'aid'
    readonly type: 21
    readonly aidType: number
    readonly name: string | undefined
    readonly accurate: boolean
    readonly offPosition: boolean
    readonly virtual: boolean
  }

/** Type 24 part A. */
export type StaticPartA = MessageHead & {
  readonly kind: 'static-a'
  readonly type: 24
  readonly name: string | undefined
}

/** Type 24 part B. */
export type StaticPartB = MessageHead &
  Dimensions & {
    readonly kind: 'static-b'
    readonly type: 24
    readonly shipType: number | undefined
    readonly vendor: string | undefined
    readonly unitModel: number
    readonly serialNumber: number
    readonly callSign: string | undefined
    /** Sent by auxiliary craft (98…) instead of dimensions. */
    readonly mothershipMmsi: number | undefined
  }

/** Type 27: coarse (a tenth of a minute, 185 m), meant for satellites. */
export type LongRangeReport = MessageHead &
  Motion & {
    readonly kind: 'long-range'
    readonly type: 27
    readonly navigationStatus: number | undefined
    /** The position is current (less than 5 s old). */
    readonly current: boolean
  }

/** Type 14: a safety message to all, as `SART ACTIVE`. */
export type SafetyText = MessageHead & { readonly kind: 'text'; readonly type: 14; readonly text: string | undefined }

/** A type without information for Landfall: acknowledgements, channel management, … */
export type UnusedMessage = MessageHead & { readonly kind: 'unused'; readonly type: number }

export type AisMessage =
  | PositionReport
  | TimeReport
  | StaticVoyage
  | BinaryMessage
  | AircraftReport
  | ClassBReport
  | ClassBExtended
  | AidToNavigation
  | StaticPartA
  | StaticPartB
  | LongRangeReport
  | SafetyText
  | UnusedMessage
