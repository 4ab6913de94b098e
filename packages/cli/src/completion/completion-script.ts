import type { CommandWords } from './command-words.ts'

export const SHELLS = ['bash', 'zsh', 'fish'] as const
export type Shell = (typeof SHELLS)[number]

/** The script that completes the command line in a shell. Where it has nothing to offer, as for a file, the shell completes file names. */
export const completionScript = (shell: Shell, commands: readonly CommandWords[]): string => {
  switch (shell) {
    case 'bash':
      return [
        '# landfall completion bash: add to ~/.bashrc  eval "$(landfall completion bash)"',
        bashScript(commands),
      ].join('\n')
    case 'zsh':
      return [...ZSH_HEAD, bashScript(commands)].join('\n')
    case 'fish':
      return fishScript(commands)
    default:
      return shell satisfies never
  }
}

/** zsh runs the functions of bash once its own completion is on. */
const ZSH_HEAD = [
  '# landfall completion zsh: add to ~/.zshrc  eval "$(landfall completion zsh)"',
  'whence compdef >/dev/null || { autoload -U compinit && compinit; }',
  'autoload -U +X bashcompinit && bashcompinit',
]

const GLOBAL_FLAGS = ['--help', '--version']

/** The words that can follow those typed so far, by what was typed. */
const branches = (commands: readonly CommandWords[]): ReadonlyMap<string, readonly string[]> => {
  const found = new Map<string, readonly string[]>()
  const first = [...new Set(commands.map(({ name }) => name.split(' ')[0] ?? ''))]
  found.set('', [...first, 'help', ...GLOBAL_FLAGS])
  for (const { name, options, operandWords } of commands) {
    const [group = '', word] = name.split(' ')
    if (word !== undefined) found.set(group, [...(found.get(group) ?? []), word])
    found.set(name, [...operandWords, ...options.map(({ flag }) => `--${flag}`), '--help'])
  }
  return found
}

const bashScript = (commands: readonly CommandWords[]): string => {
  const groups = new Set(commands.flatMap(({ name }) => (name.includes(' ') ? [name.split(' ')[0]] : [])))
  const cases = [...branches(commands)].map(([typed, words]) => {
    const isLeaf = typed !== '' && !groups.has(typed)
    return `    ${isLeaf ? `'${typed}'|'${typed} '*` : `'${typed}'`}) words='${words.join(' ')}' ;;`
  })
  return `_landfall() {
  local current="\${COMP_WORDS[COMP_CWORD]}" typed='' words='' i
  for ((i = 1; i < COMP_CWORD; i++)); do
    typed="\${typed:+$typed }\${COMP_WORDS[i]}"
  done
  case "$typed" in
${cases.join('\n')}
  esac
  case "$current" in
    -*) ;;
    *) [ -n "$typed" ] && words="$(printf '%s\\n' $words | grep -v '^-')" ;;
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -F _landfall landfall`
}

const fishScript = (commands: readonly CommandWords[]): string => {
  const groups = [...new Set(commands.flatMap(({ name }) => (name.includes(' ') ? [name.split(' ')[0] ?? ''] : [])))]
  const lines = ['# landfall completion fish: save as ~/.config/fish/completions/landfall.fish']
  for (const group of groups) {
    const inner = commands.filter(({ name }) => name.startsWith(`${group} `))
    const summary = inner.map(({ name }) => name.split(' ')[1]).join(', ')
    lines.push(`complete -c landfall -n __fish_use_subcommand -f -a ${group} -d ${quoted(summary)}`)
  }
  for (const { name, summary, options, operandWords } of commands) {
    const [group = '', word] = name.split(' ')
    const isHere =
      word === undefined
        ? `__fish_seen_subcommand_from ${group}`
        : `__fish_seen_subcommand_from ${group}; and __fish_seen_subcommand_from ${word}`
    lines.push(
      word === undefined
        ? `complete -c landfall -n __fish_use_subcommand -f -a ${group} -d ${quoted(summary)}`
        : `complete -c landfall -n '__fish_seen_subcommand_from ${group}' -f -a ${word} -d ${quoted(summary)}`,
      ...operandWords.map((operand) => `complete -c landfall -n '${isHere}' -f -a ${operand}`),
      ...options.map(
        ({ flag, value, help }) =>
          `complete -c landfall -n '${isHere}' -l ${flag}${value === undefined ? '' : ' -r'} -d ${quoted(help)}`,
      ),
    )
  }
  return lines.join('\n')
}

/** In single quotes of fish, where a quote and a backslash are escaped. */
const quoted = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
