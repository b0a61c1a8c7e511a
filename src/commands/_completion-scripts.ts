/** What a shell needs to ask `globus __complete`; small, so that starting a shell stays quick, and never out of date. */
export const scripts = {
  bash: `# bash completion for globus. Put this in ~/.bashrc:
#   source <(globus completion bash)
_globus() {
  local word description paths= candidates
  COMPREPLY=()
  candidates=$("\${COMP_WORDS[0]}" __complete --line "\${COMP_LINE:0:COMP_POINT}" "$2" 2>/dev/null) || return
  while IFS=$'\\t' read -r word description; do
    case $word in
      '') ;;
      :file|:directory) paths=$word ;;
      *[=:/]) COMPREPLY+=("$word"); type compopt &>/dev/null && compopt -o nospace ;;
      *) COMPREPLY+=("$word") ;;
    esac
  done <<<"$candidates"
  [[ -z $paths ]] && return
  type compopt &>/dev/null && compopt -o filenames
  local option=-f
  [[ $paths == :directory ]] && option=-d
  while IFS= read -r word; do COMPREPLY+=("$word"); done < <(compgen $option -- "$2")
}
complete -F _globus globus globusx
`,
  zsh: `#compdef globus globusx
# zsh completion for globus. Put this in ~/.zshrc, after compinit:
#   source <(globus completion zsh)
_globus() {
  local line word entry paths=
  local -a before described plain open opened
  before=("\${(@Q)words[2,CURRENT]}")
  before[-1]="\${(Q)PREFIX}"
  for line in "\${(@f)$("\${words[1]}" __complete --words "\${before[@]}" 2>/dev/null)}"; do
    word="\${line%%$'\\t'*}"
    entry="\${\${word//\\\\/\\\\\\\\}//:/\\\\:}:\${line#*$'\\t'}"
    case $line in
      '') ;;
      :file|:directory) paths=$word ;;
      *[=:/]$'\\t'*) open+=("$entry") ;;
      *$'\\t'*) described+=("$entry") ;;
      *[=:/]) opened+=("$word") ;;
      *) plain+=("$word") ;;
    esac
  done
  (( $#described )) && _describe -t globus globus described
  (( $#open )) && _describe -t globus globus open -S ''
  (( $#plain )) && compadd -a plain
  (( $#opened )) && compadd -S '' -a opened
  case $paths in
    :file) _files ;;
    :directory) _files -/ ;;
  esac
  (( $#described + $#open + $#plain + $#opened )) || [[ -n $paths ]]
}
if [[ $funcstack[1] == _globus ]]; then _globus "$@"; else compdef _globus globus globusx; fi
`,
  fish: `# fish completion for globus. Put this in ~/.config/fish/completions/globus.fish:
#   globus completion fish > ~/.config/fish/completions/globus.fish
function __globus_complete
    set -l words (commandline -opc) (commandline -ct)
    for line in ($words[1] __complete --fish $words[2..-1] 2>/dev/null)
        switch $line
            case ':file'
                __fish_complete_path (commandline -ct)
            case ':directory'
                __fish_complete_directories (commandline -ct)
            case '*'
                printf '%s\\n' $line
        end
    end
end
complete -c globus -f -a '(__globus_complete)'
complete -c globusx -f -a '(__globus_complete)'
`,
  powershell: `# PowerShell completion for globus. Put this in $PROFILE:
#   globus completion powershell | Out-String | Invoke-Expression
Register-ArgumentCompleter -Native -CommandName globus, globusx -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $text = { if ($_ -is [System.Management.Automation.Language.StringConstantExpressionAst]) { $_.Value } else { $_.ToString() } }
    $before = @($commandAst.CommandElements | Where-Object { $_.Extent.EndOffset -lt $cursorPosition } | ForEach-Object $text)
    $name = $before[0]
    # a word that begins with a quote was typed with it
    $current = $wordToComplete -replace "^['""]|['""]$", '' -replace "''", "'"
    $words = @($before | Select-Object -Skip 1) + @($current)
    # an empty word does not survive the call of a native program in Windows PowerShell: '""' does
    if ($PSVersionTable.PSVersion.Major -lt 7) { $words = $words | ForEach-Object { if ($_ -eq '') { '""' } else { $_ } } }
    & $name __complete --words @words 2>$null | ForEach-Object {
        $word, $meaning = $_ -split "\`t", 2
        if ($word -eq ':file' -or $word -eq ':directory') {
            [System.Management.Automation.CompletionCompleters]::CompleteFilename($wordToComplete)
        } elseif ($word) {
            if (-not $meaning) { $meaning = $word }
            # in single quotes nothing is acted on; curly ones end them, too
            $typed = if ($word -match '^[\\w./:=-]+$') { $word } else { "'" + ($word -replace "['\\u2018-\\u201b]", '$0$0') + "'" }
            [System.Management.Automation.CompletionResult]::new($typed, $word, 'ParameterValue', $meaning)
        }
    }
}
`,
} as const;
