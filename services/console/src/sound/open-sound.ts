import type { Sound } from './sound-wanted.ts'

type Tone = { readonly atSeconds: number; readonly hertz: number; readonly seconds: number }

/**
 * An alarm is high, quick and in threes; a warning low and slow in twos; a lost picture falls in pitch. A call for help is the
 * radiotelephone alarm signal: 2,200 and 1,300 Hz by turns, each for 250 ms.
 */
const PATTERNS: Readonly<Record<Exclude<Sound, 'none'>, readonly Tone[]>> = {
  alarm: [0, 0.3, 0.6, 1.2, 1.5, 1.8].map((atSeconds, i) => ({
    atSeconds,
    hertz: i % 2 === 0 ? 1_046 : 784,
    seconds: 0.22,
  })),
  distress: Array.from({ length: 10 }, (_, i) => ({
    atSeconds: 0.25 * i,
    hertz: i % 2 === 0 ? 2_200 : 1_300,
    seconds: 0.25,
  })),
  lost: [660, 550, 440, 330].map((hertz, i) => ({ atSeconds: 0.3 * i, hertz, seconds: 0.26 })),
  warning: [0, 0.6].map((atSeconds) => ({ atSeconds, hertz: 440, seconds: 0.4 })),
}
const REPEAT_MS: Readonly<Record<Exclude<Sound, 'none'>, number>> = {
  alarm: 4_000,
  distress: 4_000,
  lost: 20_000,
  warning: 12_000,
}
const VOLUME = 0.4
const START_MS_MAX = 1_500

/** Sound made by the browser. `switchOn` must be called from a press. */
export const openSound = () => {
  let context: AudioContext | null = null
  let playedAtMs = 0
  let played: Sound = 'none'

  const play = (sound: Exclude<Sound, 'none'>, inSeconds = 0): void => {
    if (context === null) return
    for (const { atSeconds, hertz, seconds } of PATTERNS[sound])
      tone(context, context.currentTime + inSeconds + atSeconds, hertz, seconds)
  }

  return {
    /** Whether sound is audible, as far as the browser knows. */
    isRunning: (): boolean => context?.state === 'running',
    switchOn: async (): Promise<boolean> => {
      context ??= new AudioContext()
      const timeout = new Promise((resolve) => setTimeout(resolve, START_MS_MAX))
      await Promise.race([context.resume().catch(() => undefined), timeout])
      if (context.state === 'running') play('alarm')
      return context.state === 'running'
    },
    switchOff: async (): Promise<void> => {
      await context?.close()
      context = null
    },
    /** Plays all sounds in turn, so that operators recognise them. */
    test: (): void => {
      play('distress')
      play('alarm', 3)
      play('warning', 6)
      play('lost', 8)
    },
    /** To be called each second with what should sound: repeats it at its interval, and plays a new one at once. */
    keep: (sound: Sound, nowMs: number): void => {
      const isNew = sound !== played
      played = sound
      // In either direction: after the clock is set back it must not be quiet until the old time is reached again.
      if (sound === 'none' || (!isNew && Math.abs(nowMs - playedAtMs) < REPEAT_MS[sound])) return
      playedAtMs = nowMs
      play(sound)
    },
  }
}

const tone = (context: AudioContext, atSeconds: number, hertz: number, seconds: number): void => {
  const oscillator = new OscillatorNode(context, { type: 'square', frequency: hertz })
  const gain = new GainNode(context, { gain: 0 })
  gain.gain.setValueAtTime(0, atSeconds)
  gain.gain.linearRampToValueAtTime(VOLUME, atSeconds + 0.02)
  gain.gain.setValueAtTime(VOLUME, atSeconds + seconds - 0.03)
  gain.gain.linearRampToValueAtTime(0, atSeconds + seconds)
  oscillator.connect(gain).connect(context.destination)
  oscillator.start(atSeconds)
  oscillator.stop(atSeconds + seconds)
}
