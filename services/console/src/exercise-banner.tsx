import type { OpenCounts } from './alert/open-counts.ts'

/** Over everything only where nothing real is open; else it says how much of what is shown is real. */
export const ExerciseBanner = ({ open: { real, exercise } }: { readonly open: OpenCounts }) =>
  real === 0 ? (
    <p class="banner">EXERCISE: what is marked EXERCISE is simulated</p>
  ) : (
    <p class="banner mixed">
      <span class="tag real-tag">{real} REAL</span> <span class="tag exercise-tag">{exercise} exercise</span>
    </p>
  )
