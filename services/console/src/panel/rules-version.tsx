const HASH = 'sha256:'
const SHOWN_CHARACTERS = 8

/** Under which rules an alert was made: the beginning of their hash, and the policies of the areas as they are now. */
export const RulesVersion = ({ policy }: { readonly policy: string }) => (
  <a href="v1/areas" title="What the rules say now">
    Rules version {policy.replace(HASH, '').slice(0, SHOWN_CHARACTERS)}
  </a>
)
