import { type Command, type CommandTable, defineCommand, UsageError } from '../command.ts'

/** What a shell completes: the options of a command by its name, each with what it means. */
export type CompletionTree = [name: string, summary: string, options: [flag: string, meaning: string][]][]

/** The script of each shell. */
const SCRIPTS = { bash: toBash, zsh: toZsh, fish: toFish }

/** Prints a script that has a shell complete commands and options. */
export const completionCommand = defineCommand({
  positionals: Object.keys(SCRIPTS).join('|'),
  description: 'Prints a script with which a shell completes commands, options and folders.',
  examples: [
    ['completion bash > ~/.local/share/bash-completion/completions/wireroom', 'for bash'],
    ['completion zsh > ~/.zfunc/_wireroom', 'for zsh, where fpath has ~/.zfunc'],
    ['completion fish > ~/.config/fish/completions/wireroom.fish', 'for fish'],
  ],
  options: {},
  async run({ positionals: [shell = '', ...others], commands = new Map(), log }) {
    if (!Object.hasOwn(SCRIPTS, shell) || others.length > 0)
      throw new UsageError(`Name one shell: ${Object.keys(SCRIPTS).join(', ')}.`)
    log(SCRIPTS[shell as keyof typeof SCRIPTS](await readTree(commands)).trimEnd())
    return 0
  },
})

/** The tree of all commands; loads every one of them. */
async function readTree(commands: CommandTable): Promise<CompletionTree> {
  const loaded = [...commands].map(async ([name, load]): Promise<CompletionTree[number]> => {
    const { description, options } = (await load()) as Command
    const flags = Object.entries(options).map(([long, option]): [string, string] => [
      `--${long}`,
      option.description,
    ])
    return [name, description.split('\n')[0]!, [...flags, ['--help', 'prints its help']]]
  })
  return Promise.all(loaded)
}

function toBash(tree: CompletionTree): string {
  return `# Completion of wireroom for bash. Arguments that are no options are files and folders.
_wireroom() {
  local word=\${COMP_WORDS[COMP_CWORD]} options
  case \${COMP_WORDS[1]} in
${tree.map(([name, , options]) => `    ${name}) options='${options.map(([flag]) => flag).join(' ')}' ;;`).join('\n')}
    *) options='--help --version' ;;
  esac
  if [[ $COMP_CWORD -eq 1 && $word != -* ]]; then
    COMPREPLY=($(compgen -W '${tree.map(([name]) => name).join(' ')}' -- "$word"))
  elif [[ $word == -* ]]; then
    COMPREPLY=($(compgen -W "$options" -- "$word"))
  fi
}
complete -o default -F _wireroom wireroom
`
}

function toZsh(tree: CompletionTree): string {
  return `#compdef wireroom
# Completion of wireroom for zsh.
_wireroom() {
  local -a commands
  commands=(
${tree.map(([name, summary]) => `    ${quote(`${name}:${summary}`)}`).join('\n')}
  )
  if (( CURRENT == 2 )); then
    _describe command commands
    _files -/
    return
  fi
  case $words[2] in
${tree
  .map(
    ([name, , options]) =>
      `    ${name}) _arguments ${options.map(([flag, meaning]) => quote(`${flag}[${meaning.replace(/[[\]:\\]/g, ' ')}]`)).join(' ')} '*:file:_files' ;;`,
  )
  .join('\n')}
  esac
}
_wireroom "$@"
`
}

function toFish(tree: CompletionTree): string {
  const lines = tree.flatMap(([name, summary, options]) => [
    `complete -c wireroom -n __fish_use_subcommand -a ${name} -d ${quote(summary)}`,
    ...options.map(
      ([flag, meaning]) =>
        `complete -c wireroom -n '__fish_seen_subcommand_from ${name}' -l ${flag.slice(2)} -d ${quote(meaning)}`,
    ),
  ])
  return `# Completion of wireroom for fish.\n${lines.join('\n')}\n`
}

/** A text between single quotes, as all three shells read it; an apostrophe is written as one that no shell knows. */
function quote(text: string): string {
  return `'${text.replaceAll("'", '’').replaceAll('\\', '')}'`
}
