// Stands for `sax` in the Worker, which writes XML and never reads it: the package `feed` brings a parser along.
export {}
