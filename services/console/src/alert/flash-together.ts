/** Starts every flashing at the same moment, so that all symbols are in one phase: the eye then sees one thing, not many. */
export const flashTogether = (): void => {
  document.addEventListener('animationstart', ({ target, animationName }) => {
    if (!(target instanceof Element) || !animationName.startsWith('flash')) return
    for (const animation of target.getAnimations()) animation.startTime = 0
  })
}
