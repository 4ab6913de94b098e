/** An arrow to a line: a group that approaches. The words beside it say the same. */
export const InboundMark = () => (
  <svg class="inbound-mark" viewBox="0 0 24 24" width="20" height="20" aria-hidden="true">
    <path d="M20.5 2.5v19M2.5 12h13m-5-5 5 5-5 5" />
  </svg>
)
