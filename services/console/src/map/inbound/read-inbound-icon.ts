// Names of pictures that the map asks for when it first needs them; `drawInboundIcon` draws what they say.

/** A craft that approaches, by its state. */
export const approachIcon = (state: string, severity: string): string => `approach/${severity}/${state}`

/** The text beside a crossing. */
export const etaLabel = (text: string, severity: string): string => `eta/${severity}/${text}`

export const isEtaLabel = (name: string): boolean => name.startsWith('eta/')

type InboundIcon = { readonly kind: 'approach' | 'eta'; readonly severity: string; readonly content: string }

/** What a name says; null if it is of another picture. */
export const readInboundIcon = (name: string): InboundIcon | null => {
  const [kind, severity = '', ...rest] = name.split('/')
  return kind === 'approach' || kind === 'eta' ? { kind, severity, content: rest.join('/') } : null
}
