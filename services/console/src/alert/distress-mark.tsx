/** The symbol of a device that calls for help (IEC 62288, AIS-SART): a circle with a cross. The words beside it say the same. */
export const DistressMark = ({ isTest }: { readonly isTest: boolean }) => (
  <svg class={`distress-mark${isTest ? ' test' : ''}`} viewBox="0 0 24 24" width="20" height="20" aria-hidden="true">
    <circle cx="12" cy="12" r="9.5" />
    <path d="M5.3 5.3 18.7 18.7M18.7 5.3 5.3 18.7" />
  </svg>
)
