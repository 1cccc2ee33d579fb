import { EDGE_FOLDER, WATCHED_FOLDER } from '../../node/wireroom-folder.ts'
import type { Choices, Extra } from './choices.ts'

/** The texts of the files that a place to run needs, by their paths. */
export const EXTRA_FILES: Record<Extra, (choices: Choices) => Map<string, string>> = {
  cloudflare: ({ title }) =>
    new Map([
      [
        'wrangler.toml',
        `name = "${workerName(title)}"
# The Worker is in the package: npm install wireroom wrangler, and npx wireroom deploy.
main = "node_modules/wireroom/dist/worker.js"
compatibility_date = "2026-10-20"
compatibility_flags = ["global_fetch_strictly_public"]
send_metrics = false
minify = true
keep_names = false

[build]
command = "npx wireroom compile"
watch_dir = ["articles", "${WATCHED_FOLDER}"]

[alias]
"wireroom:manifest" = "./${EDGE_FOLDER}/manifest.json"

[assets]
directory = "${EDGE_FOLDER}/assets"
binding = "ASSETS"
run_worker_first = true
html_handling = "none"

# Push: the hub, its subscriptions, and what must be sent.
[[durable_objects.bindings]]
name = "PUSH"
class_name = "PushObject"

[[migrations]]
tag = "push"
new_sqlite_classes = ["PushObject"]
`,
      ],
    ]),
  github: () =>
    new Map([
      [
        '.github/workflows/check.yml',
        `# Finds mistakes before they are published. Wireroom is to be a dependency in package.json.
name: check
on: [push, pull_request]
permissions:
  contents: read
jobs:
  check:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with:
          node-version: 24
      - run: npm install --omit=dev
      - run: npx wireroom check
`,
      ],
    ]),
  container: () =>
    new Map([
      [
        'Containerfile',
        `# Wireroom is to be a dependency in package.json. Keep the volume: it has the ids, the subscriptions and what must be sent.
#   podman build -t publication . && podman run -p 8787:8787 -v publication:/site/.wireroom publication
FROM node:24-slim
WORKDIR /site
COPY package.json package-lock.json* *.tgz ./
RUN npm install --omit=dev && mkdir .wireroom && chown node .wireroom
COPY articles articles
USER node
EXPOSE 8787
VOLUME /site/.wireroom
# The flags save a third of the memory, or more.
CMD ["node", "--no-memory-reducer", "--heap-growing-percent=30", "--min-semi-space-size=4", "--max-semi-space-size=8", "node_modules/.bin/wireroom"]
`,
      ],
      ['.containerignore', 'node_modules\n.wireroom\n.git\n'],
    ]),
  systemd: ({ title }) =>
    new Map([
      [
        'wireroom.service',
        `# Copy it to /etc/systemd/system, and the publication to /srv/wireroom; then: systemctl enable --now wireroom
[Unit]
Description=${title.replace(/[\p{Cc}%\\]+/gu, ' ')} (Wireroom)
After=network-online.target
Wants=network-online.target

[Service]
WorkingDirectory=/srv/wireroom
# From npm install -g, or node_modules/.bin/wireroom with its whole path.
ExecStart=/usr/bin/env wireroom serve
# Behind a proxy on the same machine, which is to set X-Forwarded-For.
Environment=HOST=127.0.0.1 PORT=8787 TRUST_PROXY=1
User=wireroom
Restart=on-failure
# The server ends running requests first.
TimeoutStopSec=20
NoNewPrivileges=yes
ProtectSystem=strict
ReadWritePaths=/srv/wireroom
ProtectHome=yes
PrivateTmp=yes

[Install]
WantedBy=multi-user.target
`,
      ],
    ]),
}

/** Cloudflare takes small letters of ASCII, digits and hyphens. */
function workerName(title: string): string {
  const name = title
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}+/gu, '')
    .replace(/[^a-z\d]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 50)
  return name || 'wireroom'
}
