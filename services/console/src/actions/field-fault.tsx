type FaultProps = { readonly name: string; readonly fault: string | undefined }

/** What is wrong with a field, beside it. */
export const FieldFault = ({ name, fault }: FaultProps) =>
  fault === undefined ? null : (
    <span class="fault" id={`fault-${name}`} role="alert">
      {fault}
    </span>
  )

/** Of the field itself: its name, and what is wrong with it for those who cannot see it. */
export const faultProps = (name: string, fault: string | undefined) => ({
  name,
  'aria-invalid': fault !== undefined,
  ...(fault !== undefined && { 'aria-describedby': `fault-${name}` }),
})
