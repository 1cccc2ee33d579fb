/**
 * Where a request target with dot segments leads (RFC 3986 section 5.2.4), as a path of this server; undefined where it has none. Asked here, because
 * the standard `Request` resolves them before the app could see that there is another address.
 */
export function withoutDotSegments(target: string): string | undefined {
  // Nearly every target has neither.
  if (!target.includes('/.') && !target.includes('%2')) return undefined
  if (!/^\/(?:[^?#]*\/)?(?:\.|%2e){1,2}(?:[/?#]|$)/i.test(target)) return undefined
  const url = URL.parse(`http://localhost${target}`)
  // Two slashes at the start would lead to another host.
  return url === null ? undefined : url.pathname.replace(/^\/{2,}/, '/') + url.search
}
