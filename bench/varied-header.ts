import type { Draft } from './draft.ts'

const HOUR = 3_600_000

/** Front matter as four people write it, each in a way and a script of their own; the index decides which of them does. */
export function makeVariedHeader(draft: Draft): string {
  return [writeLatin, writeChinese, writeArabic, writeFolded][draft.index % 4]!(draft)
}

function writeLatin({ index, edition, published, word, sentence }: Draft): string {
  return `title: "Café ${index}, edition ${edition}: déjà vu"
date: ${withOffset(published, 2)}
lastmod: ${withOffset(published + 5 * HOUR, 2)}
author: 'Zoë O''Brien-Ångström'
# The desk adds its own.
tags:
  - ${word()}
  - "${word()} ${word()}"
  - 'naïve'
categories: ["Économie", "${word()}"]

image:
  src: "/images/bridge-${index % 60}.jpg"
  alt: 'The old bridge, seen from the harbour: "a ruin"'
description: "${sentence()} As they say: \\"${word()}\\", and nothing else. ${sentence()}"
draft: false`
}

function writeChinese({ index, edition, published, word, sentence }: Draft): string {
  return `title: "第 ${index}, edition ${edition}：港口的夜晚"
date: ${new Date(published).toISOString()}
authors:
  - 李小龙
  - "王 芳"
tags:
  - 图书馆
  - "${word()}"
  - 冬天
image:
  url: https://bench.example/images/${index % 60}.png
  alt: 花园里的桥
  width: 1200
  height: 800

description: '${sentence()} 报告说，火车今天晚上不会来。'
lang: zh-Hans # the folder is in English
draft: false`
}

function writeArabic({ index, edition, published, word, sentence }: Draft): string {
  return `title: 'العدد ${index}, edition ${edition}'
slug: "number-${published / HOUR}"
date: "${new Date(published).toISOString().replace('.000', '')}"
updated: ${withOffset(published + HOUR, -3.5)}
author: "محمد بن أحمد"
tags:
- مكتبة
- ${word()}
- "${word()}, ${word()}"
image:
    src: "../images/garden-${index % 60}.webp"
    alt: "حديقة في الشتاء"
summary: "${sentence()} ${sentence()} ${sentence()}"`
}

function writeFolded({ index, edition, published, word, sentence }: Draft): string {
  return `# Filled in by the template.
layout: post
title: Article ${index}, edition ${edition}
subtitle:
date: ${new Date(published).toISOString().slice(0, 19).replace('T', ' ')} +0100
author:
  name: "Łukasz Żółw"
  url: https://bench.example/lukasz
tags: [${word()}, "${word()} ${word()}", 'ça va']
cover: '/images/market-${index % 60}.jpg'
description: >-
  ${sentence()}
  ${sentence()}
  ${sentence()}

comments: true`
}

/** `2026-01-31T09:30:00+02:00`. */
function withOffset(instant: number, hours: number): string {
  const minutes = Math.abs(hours * 60)
  const zone = [minutes / 60, minutes % 60].map((part) => String(Math.floor(part)).padStart(2, '0')).join(':')
  return `${new Date(instant + hours * HOUR).toISOString().slice(0, 19)}${hours < 0 ? '-' : '+'}${zone}`
}
