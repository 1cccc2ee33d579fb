# Types words after `wireroom` into zsh, with a tab after each, and prints what it made of them; the first argument is the folder of _wireroom.
zmodload zsh/zpty
zpty z zsh -f -i
zpty -w z "PS1='> '; fpath=('$1' \$fpath); autoload -Uz compinit; compinit -u -D; bindkey '^I' complete-word; wireroom() { print -r -- \"GOT <\$*>\" }; print REA''DY"
zpty -r -m z seen '*READY*' || exit 1
shift
for line in $@; do
  zpty -w -n z "wireroom $line"$'\t\n'
  zpty -r -m z seen '*GOT <*>*' || exit 1
  print -r -- ${${seen##*GOT <}%%>*}
done
