import type { BarPositions as Bar } from './bar-positions.ts'

/** The range from least to most with the likely number, against the threshold. The text beside it says the same. */
export const CountBar = ({ bar }: { readonly bar: Bar }) => (
  <svg class="count-bar" viewBox="0 0 100 16" preserveAspectRatio="none" aria-hidden="true" focusable="false">
    <rect class="whole" x="0" y="6" width="100" height="4" />
    <rect class="range" x={bar.min} y="4" width={Math.max(0.5, bar.max - bar.min)} height="8" />
    <rect class="least" x="0" y="4" width={bar.min} height="8" />
    <rect class="likely" x={bar.likely - 0.6} y="2" width="1.2" height="12" />
    <line class="edge" x1={bar.threshold} x2={bar.threshold} y1="0" y2="16" />
    <line class="threshold" x1={bar.threshold} x2={bar.threshold} y1="0" y2="16" />
  </svg>
)
