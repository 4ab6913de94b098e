import { execFileSync } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { scenarios } from '@landfall/simulator'
import { beforeAll, expect, test } from 'vitest'
import { commands } from '../commands/commands.ts'
import { runInProcess } from '../testing/run-in-process.ts'
import { commandWords } from './command-words.ts'
import { completionScript } from './completion-script.ts'

let bash: string
beforeAll(async () => {
  bash = completionScript('bash', await commandWords(commands))
})

/** What bash offers after these words; the last one is being typed. */
const offered = (...words: readonly string[]): readonly string[] => {
  const typed = ['landfall', ...words].map((word) => `'${word}'`).join(' ')
  const script = `${bash}\nCOMP_WORDS=(${typed}); COMP_CWORD=${words.length}; _landfall; printf '%s\\n' "\${COMPREPLY[@]}"`
  return execFileSync('bash', ['-c', script], { encoding: 'utf8' }).split('\n').filter(Boolean)
}

test('bash offers every command, then what it takes', () => {
  const first = [...new Set(commands.map(({ name }) => name.split(' ')[0]))]
  expect(offered('')).toEqual([...first, 'help', '--help', '--version'])
  expect(offered('al')).toEqual(['alerts'])
  expect(offered('areas', '')).toEqual(['import', 'derive', 'check', 'placement'])
  expect(offered('simulate', '')).toEqual(scenarios.map(({ name }) => name))
  expect(offered('simulate', 'inbound', 'north')).toEqual(['northland'])
  expect(offered('alerts', '--s')).toEqual(['--status', '--severity'])
  expect(offered('areas', 'check', '--j')).toEqual(['--json'])
  expect(offered('replay', 'rec')).toEqual([]) // A file name, which the shell itself completes.
})

test('every option of every command is in every script', async () => {
  const words = await commandWords(commands)
  const fish = completionScript('fish', words)
  for (const { name, options } of words)
    for (const { flag } of options) {
      expect(offered(...name.split(' '), `--${flag}`)).toContain(`--${flag}`)
      expect(fish).toContain(`-l ${flag}`)
    }
  const functions = bash.slice(bash.indexOf('_landfall()'))
  expect(completionScript('zsh', words)).toContain(functions)
})

test('each script says how it is used; that of zsh turns completion on where it is not', async () => {
  const [first, second] = completionScript('zsh', []).split('\n')
  expect(first).toBe('# landfall completion zsh: add to ~/.zshrc  eval "$(landfall completion zsh)"')
  expect(second).toBe('whence compdef >/dev/null || { autoload -U compinit && compinit; }')
  expect(bash.split('\n')[0]).toBe('# landfall completion bash: add to ~/.bashrc  eval "$(landfall completion bash)"')
})

test('README.md names every command', async () => {
  const readme = await readFile(new URL('../../README.md', import.meta.url), 'utf8')
  const words = commands.flatMap(({ name }) => name.split(' '))
  expect(words.filter((word) => !new RegExp(`\\b${word}\\b`).test(readme))).toEqual([])
})

test('the command prints the script, and refuses another shell by name', async () => {
  expect(await runInProcess(['completion', 'bash'])).toMatchObject({ code: 0, stdout: `${bash}\n` })
  expect(await runInProcess(['completion', 'tcsh'])).toMatchObject({
    code: 2,
    stderr: 'landfall: tcsh: must be one of bash, zsh, fish\n',
  })
})
