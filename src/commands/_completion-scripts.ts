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
      *=) COMPREPLY+=("$word"); type compopt &>/dev/null && compopt -o nospace ;;
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
  local line word paths=
  local -a described plain
  for line in "\${(@f)$("\${words[1]}" __complete --words "\${(@)words[2,CURRENT]}" 2>/dev/null)}"; do
    word="\${line%%$'\\t'*}"
    case $word in
      '') ;;
      :file|:directory) paths=$word ;;
      *) if [[ $line == *$'\\t'* ]]; then described+=("\${word//:/\\\\:}:\${line#*$'\\t'}"); else plain+=("$word"); fi ;;
    esac
  done
  (( $#described )) && _describe -t globus globus described
  (( $#plain )) && compadd -a plain
  case $paths in
    :file) _files ;;
    :directory) _files -/ ;;
  esac
  (( $#described + $#plain )) || [[ -n $paths ]]
}
if [[ $funcstack[1] == _globus ]]; then _globus "$@"; else compdef _globus globus globusx; fi
`,
  fish: `# fish completion for globus. Put this in ~/.config/fish/completions/globus.fish:
#   globus completion fish > ~/.config/fish/completions/globus.fish
function __globus_complete
    set -l words (commandline -opc) (commandline -ct)
    for line in ($words[1] __complete --words $words[2..-1] 2>/dev/null)
        switch $line
            case ':file'
                __fish_complete_path (commandline -ct)
            case ':directory'
                __fish_complete_directories (commandline -ct)
            case '*'
                echo $line
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
    $before = @($commandAst.CommandElements | Where-Object { $_.Extent.EndOffset -lt $cursorPosition } | ForEach-Object { $_.ToString() })
    $name = $before[0]
    $words = @($before | Select-Object -Skip 1) + @($wordToComplete)
    # an empty word does not survive the call of a native program in Windows PowerShell: '""' does
    if ($PSVersionTable.PSVersion.Major -lt 7) { $words = $words | ForEach-Object { if ($_ -eq '') { '""' } else { $_ } } }
    & $name __complete --words @words 2>$null | ForEach-Object {
        $word, $meaning = $_ -split "\`t", 2
        if ($word -eq ':file' -or $word -eq ':directory') {
            [System.Management.Automation.CompletionCompleters]::CompleteFilename($wordToComplete)
        } elseif ($word) {
            if (-not $meaning) { $meaning = $word }
            [System.Management.Automation.CompletionResult]::new($word, $word, 'ParameterValue', $meaning)
        }
    }
}
`,
} as const;
