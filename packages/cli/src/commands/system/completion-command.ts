import type { CommandDefinition } from '../../command-line/command-definition.ts'
import { UsageError } from '../../command-line/command-error.ts'
import { EXIT } from '../../command-line/exit-code.ts'
import { commandWords } from '../../completion/command-words.ts'
import { completionScript, SHELLS } from '../../completion/completion-script.ts'

export const completionCommand: CommandDefinition = {
  operands: '<SHELL>',
  operandWords: SHELLS,
  options: [],
  details: 'SHELL is bash, zsh or fish. The script completes commands, their options, and the names of exercises.',
  examples: [
    { line: 'eval "$(landfall completion bash)"', description: 'in ~/.bashrc' },
    { line: 'eval "$(landfall completion zsh)"', description: 'in ~/.zshrc, after compinit' },
    { line: 'landfall completion fish > ~/.config/fish/completions/landfall.fish', description: 'once' },
  ],
  run: async ({ args, terminal, commands }) => {
    const [given] = args.operands
    const shell = SHELLS.find((one) => one === given)
    if (shell === undefined) throw new UsageError(`${given}: must be one of ${SHELLS.join(', ')}`)
    await terminal.print(completionScript(shell, await commandWords(commands)))
    return EXIT.ok
  },
}
