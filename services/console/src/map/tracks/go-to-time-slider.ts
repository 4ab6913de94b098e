import type { Console } from '../../state/create-console.ts'

export const TIME_SLIDER_ID = 'time-slider'

/** Focuses the time slider, under the map, which is shown with it. */
export const goToTimeSlider = (con: Console): void => {
  const focus = (): boolean => {
    const slider = document.getElementById(TIME_SLIDER_ID)
    slider?.focus()
    return slider !== null
  }
  con.prefer({ showMap: true })
  con.go({ view: 'watch', listOnly: false })
  if (focus()) return
  // If it has to be rendered first: after that. There is none without an alert that has craft.
  queueMicrotask(() => {
    if (!focus()) con.announce('Choose an alert with craft to see how it came about.')
  })
}
