import type { OutRecord } from '@landfall/kafka'

/** A record of the log that a stage reads. */
export type StageRecord = {
  readonly offset: number
  /** LogAppendTime, milliseconds since 1970. */
  readonly timestampMs: number
  readonly key: string | null
  /** As text, or as the bytes that give the text when asked. */
  readonly value: string | { toString(): string } | null
}

/** Where a stage notes which entries of its state have changed; the last word on a key counts. */
export type Changes<Entry> = {
  /** Undefined deletes. The entry is encoded when the batch is committed, so it may change in place until then. */
  readonly set: (key: string, entry: Entry | undefined) => void
}

export type Opening = {
  readonly partition: number
  /** Whether this state takes the place of a stored one that another configuration made. */
  readonly replaces: boolean
}

export type ReconcileContext<Version> = {
  /** All versions in the output topics; null where the state remembers by itself what it has published. */
  readonly published: readonly Version[] | null
  /** The first offset that is not yet in the state. */
  readonly nextOffset: number
  /**
   * The log's time of its first record, milliseconds, where `published` began before that: what the first of them were made from
   * was lost. Else null.
   */
  readonly newLogSinceMs: number | null
}

/** How the engine recognises what a stage has published, for stages whose outputs are numbered versions. */
export type VersionedOutputs<State, Output, Version> = {
  readonly versionOf: (output: Output) => Version
  /** The same (id, version) must have the same content for ever. */
  readonly idOf: (version: Version) => string
  /** Whether the state knows of this version, or of a later one. */
  readonly isKnown: (state: State, version: Version) => boolean
}

/** By what a stage's stored state is written and computed; each number counts up from 1, by hand. */
export type StateVersion = {
  /**
   * How the entries are written. Raised when an older program could not read them, or would read them as something else: it
   * then refuses the state. Whoever raises it goes on reading all older forms.
   */
  readonly format: number
  /**
   * What the same log leads to. Raised when another state or other outputs come of it: a state by other rules, older or newer,
   * is rebuilt from the log.
   */
  readonly rules: number
}

/**
 * A stage as a pure definition: a state, and what each record makes of it. The engine calls the functions in the order of
 * the log, cuts batches wherever it likes, and does everything else: phases, storing, emitting, fencing.
 * The state may be mutated in place; what changed goes to `changes`, or it is not stored.
 */
export type StageDefinition<State, Entry, Output, Version = never> = {
  readonly name: string
  readonly stateVersion: StateVersion
  /** Of all that the state depends on beside the log; empty where there is nothing. */
  readonly configHash: string
  /** What a stored state of another configuration is worth: nothing, or one `reconcile`. */
  readonly onConfigChange: 'rebuild' | 'reconcile'
  readonly initial: (opening: Opening) => State
  /** Throws where the entries are not what `encode` writes: the state is then discarded and rebuilt. */
  readonly decode: (entries: ReadonlyMap<string, string>, opening: Opening) => State
  readonly encode: (entry: Entry) => string
  /** Called once on a decoded state that goes on live, for what is derived from it and not stored. */
  readonly resume?: (state: State) => void
  /** Folds one record into the state; returns what it leads to. */
  readonly evolve: (state: State, record: StageRecord, changes: Changes<Entry>) => readonly Output[]
  /**
   * Folds one record while the state is rebuilt from the log: as `evolve`, without its outputs. What it does return is
   * emitted again by each rebuild, which is right only for outputs that depend on the record alone.
   */
  readonly restore: (state: State, record: StageRecord, changes: Changes<Entry>) => readonly Output[]
  /**
   * A state apart, of all that folding the record reads, into which the record may be folded without touching `state`. What
   * throws there would throw in a batch of its own; it need not find all that does. Called only for a while after a record
   * had to be set aside, so that each further one does not cost a load of the whole state.
   */
  readonly isolate?: (state: State, record: StageRecord) => State
  /** Called after the records of each batch: what is emitted, or stored, once a batch and not once a record. */
  readonly endBatch?: (state: State, changes: Changes<Entry>) => readonly Output[]
  /** Called once when the state is complete after a rebuild or a change of configuration: the outputs that bring readers up to date. */
  readonly reconcile?: (state: State, context: ReconcileContext<Version>, changes: Changes<Entry>) => readonly Output[]
  readonly versions?: VersionedOutputs<State, Output, Version>
  readonly toRecord: (output: Output) => OutRecord
}
