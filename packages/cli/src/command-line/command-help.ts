import { styleText } from 'node:util'
import { type CommandDefinition, type CommandEntry, HELP, type OptionSpec } from './command.ts'

type Style = (text: string) => string

const WIDTH = 100

/** The whole help of one command. */
export const commandHelp = ({ name, summary }: CommandEntry, command: CommandDefinition, title: Style): string => {
  const sections = [
    `landfall ${name}: ${summary}`,
    `${title('Usage')}\n  landfall ${name} ${command.usage}`.trimEnd(),
    `${title('Options')}\n${table([...command.options, HELP].map(optionRow))}`,
    ...(command.details === undefined ? [] : [command.details]),
    `${title('Examples')}\n${command.examples.map(({ line, says }) => `  # ${says}\n  ${line}`).join('\n\n')}`,
  ]
  return `${sections.join('\n\n')}\n`
}

/** The list of all commands. */
export const overview = (commands: readonly CommandEntry[], title: Style): string => {
  const sections = [
    'landfall: feed, watch and look after a Landfall system',
    `${title('Usage')}\n  landfall COMMAND [options]`,
    `${title('Commands')}\n${table(commands.map(({ name, summary }) => [name, summary]))}`,
    `${title('Environment')}\n${table([
      ['LANDFALL_INGEST_URL', 'where observations go [http://127.0.0.1:3001]'],
      ['LANDFALL_URL', 'the alert service [http://127.0.0.1:3000]'],
      ['LANDFALL_TOKEN', 'bearer token, where the services ask for one'],
      ['KAFKA_BROKERS', 'host:port, comma separated [127.0.0.1:9092]'],
      ['TOPIC_PREFIX', 'sets one system apart from another [landfall]'],
      ['NO_COLOR', 'when set: no colours'],
    ])}`,
    `${title('Examples')}\n  landfall simulate northland\n  landfall watch\n  landfall replay recording.csv.gz --speed max`,
    'landfall COMMAND --help tells more about a command.',
  ]
  return `${sections.join('\n\n')}\n`
}

export const plain: Style = (text) => text
export const bold: Style = (text) => styleText('bold', text, { validateStream: false })

const optionRow = ({ flag, short, value, help }: OptionSpec): readonly [string, string] => [
  `${short === undefined ? '    ' : `-${short}, `}--${flag}${value === undefined ? '' : ` ${value}`}`,
  help,
]

const table = (rows: readonly (readonly [string, string])[]): string => {
  const left = Math.max(...rows.map(([name]) => name.length)) + 2
  return rows
    .map(([name, text]) => `  ${name.padEnd(left)}${wrap(text, WIDTH - left - 2).join(`\n${' '.repeat(left + 2)}`)}`)
    .join('\n')
}

const wrap = (text: string, width: number): readonly string[] => {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line)
      line = word
    } else line = line === '' ? word : `${line} ${word}`
  }
  return [...lines, line]
}
