/** Where nothing real is open. Else the chips of the strip say how much of what is shown is real. */
export const ExerciseBanner = () => <p class="banner">EXERCISE: what is marked EXERCISE is simulated</p>
