import type { AlertView } from '@landfall/contracts'
import type { ComponentChildren } from 'preact'
import type { OpenQuestion } from '../alert/open-question.ts'
import { personsQuestions } from '../alert/persons-questions.ts'
import { inboundQuestions } from '../inbound/inbound-questions.ts'
import { InboundSumTable } from '../inbound/inbound-sum-table.tsx'
import { CraftTab } from './craft/craft-tab.tsx'
import { NearCraftTable } from './craft/near-craft-table.tsx'
import { DistressHero } from './heroes/distress-hero.tsx'
import { InboundHero } from './heroes/inbound-hero.tsx'
import { NumberHero } from './heroes/number-hero.tsx'
import { SystemHero } from './heroes/system-hero.tsx'
import type { PanelContext } from './panel-context.ts'
import { certaintySentence } from './summary/certainty-sentence.ts'
import { DistressFacts } from './summary/distress-facts.tsx'
import { LegalTable } from './summary/legal-table.tsx'
import { NearestCraft } from './summary/nearest-craft.tsx'

/** The parts of the panel that depend on the kind of alert. */
export type PanelParts = {
  /** The number, or what stands for it; always in view. */
  readonly hero: ComponentChildren
  /** What comes first, whatever else is true; null for what is no matter of lives. */
  readonly safety: string | null
  /** How sure it is, in a sentence. */
  readonly certainty: string | null
  readonly questions: readonly OpenQuestion[]
  /** Tables that the sum can be redone by. */
  readonly evidence: ComponentChildren
  /** Null for a kind that has no craft. */
  readonly craft: { readonly count: number | null; readonly content: ComponentChildren } | null
}

const CALL_WORDS = 'A call for help: alert the rescue coordination centre at once.'
const CALL_ENDS = 'It stays until a person closes it, since silence does not mean that it is over.'
const TEST_WORDS = 'A device is tried out, nobody is in distress. It ends by itself when no more such messages come.'

export const panelParts = (alert: AlertView, context: PanelContext): PanelParts => {
  switch (alert.kind) {
    case 'diagnostic':
    case 'source-limit':
    case 'source-silent':
      return { ...NOTHING, hero: <SystemHero alert={alert} /> }
    case 'distress':
      return {
        ...NOTHING,
        hero: <DistressHero alert={alert} nowMs={context.nowMs} />,
        safety: alert.test ? null : CALL_WORDS,
        certainty: alert.test ? TEST_WORDS : CALL_ENDS,
        evidence: (
          <>
            <NearestCraft near={context.near} nowMs={context.nowMs} callerId={alert.craftId} />
            <DistressFacts alert={alert} />
          </>
        ),
        craft: {
          count: typeof context.near === 'string' ? null : context.near.craft.length + context.near.craftMore,
          content: <NearCraftTable near={context.near} callerId={alert.craftId} />,
        },
      }
    case 'inbound-group':
      return {
        hero: <InboundHero alert={alert} nowMs={context.nowMs} />,
        safety: alert.safety,
        certainty: certaintySentence(alert),
        questions: alert.status === 'open' ? inboundQuestions(alert, context.nowMs) : [],
        evidence: <InboundSumTable alert={alert} letters={context.letters} />,
        craft: { count: countOf(alert), content: <CraftTab alert={alert} context={context} /> },
      }
    case 'mass-arrival':
      return {
        hero: <NumberHero alert={alert} />,
        safety: alert.safety,
        certainty: certaintySentence(alert),
        questions: alert.status === 'open' ? alert.craft.flatMap((craft) => personsQuestions(craft, alert.counts)) : [],
        evidence: <LegalTable alert={alert} windows={context.windows} />,
        craft: { count: countOf(alert), content: <CraftTab alert={alert} context={context} /> },
      }
    default:
      return alert satisfies never
  }
}

const NOTHING = { safety: null, certainty: null, questions: [], evidence: null, craft: null } as const

type Counted = { readonly craft: readonly unknown[]; readonly craftMore?: number | undefined }

const countOf = ({ craft, craftMore = 0 }: Counted): number => craft.length + craftMore
