# What `npm start` runs, because npm prints its command at each start. The flags before those for the source halve the memory of a large site.
exec node --no-memory-reducer --heap-growing-percent=30 --min-semi-space-size=4 --max-semi-space-size=8 --experimental-strip-types --disable-warning=ExperimentalWarning src/main.js serve "$@"
