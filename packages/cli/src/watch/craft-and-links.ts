import type { Terminal } from '../command-line/create-terminal.ts'

type Evidence<Craft, Link> = {
  readonly craft: readonly Craft[]
  readonly links: readonly Link[]
  readonly craftMore?: number | undefined
  readonly linksMore?: number | undefined
  readonly evidenceOmitted?: string | undefined
}

type NearLink = { readonly a: string; readonly b: string; readonly distanceNm: number; readonly minutesApart: number }

/** The craft and links of an alert, and how many of them it does not list. `linkNote`: what follows a link. */
export const craftAndLinks = <Craft, Link extends NearLink>(
  { craft, links, craftMore, linksMore, evidenceOmitted }: Evidence<Craft, Link>,
  style: Terminal['style'],
  craftLines: (craft: Craft) => readonly string[],
  linkNote: (link: Link) => string = () => '',
): readonly string[] => [
  style('bold', 'Craft'),
  ...craft.flatMap(craftLines),
  ...(evidenceOmitted === undefined ? [] : ['  not listed, since the evidence was too large to be written']),
  ...(craftMore === undefined ? [] : [`  and ${craftMore} more craft, which the numbers count`]),
  ...(links.length === 0 ? [] : ['', style('bold', 'Links')]),
  ...links.map(
    (link) => `  ${link.a} – ${link.b}: ${link.distanceNm.toFixed(1)} nm, ${link.minutesApart} min${linkNote(link)}`,
  ),
  ...(linksMore === undefined ? [] : [`  and ${linksMore} more`]),
]
