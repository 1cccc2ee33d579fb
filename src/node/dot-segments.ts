/**
 * The path that a request target with dot segments leads to (RFC 3986 section 5.2.4); undefined if it has none. Needs the raw target, because the
 * standard `Request` resolves dot segments itself.
 */
export function withoutDotSegments(target: string): string | undefined {
  // Spares nearly every request the pattern.
  if (!target.includes('/.') && !target.includes('%2')) return undefined
  if (!/^\/(?:[^?#]*\/)?(?:\.|%2e){1,2}(?:[/?#]|$)/i.test(target)) return undefined
  const url = URL.parse(`http://localhost${target}`)
  // Two slashes at the start would lead to another host.
  return url === null ? undefined : url.pathname.replace(/^\/{2,}/, '/') + url.search
}
