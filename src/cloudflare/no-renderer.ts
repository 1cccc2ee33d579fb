const absent = undefined

/** Stands for the package `feed` in the Worker, which sends what was rendered when it was compiled. */
export { absent as Feed }
