/**
 * The one script of all pages: shows the buttons that copy a field, which do nothing without it. Where the clipboard is closed, as over http,
 * the field stays selected for the person to copy it.
 */
export const COPY_SCRIPT =
  "for(const b of document.querySelectorAll('button[data-copies]')){const f=document.getElementById(b.dataset.copies),s=b.nextElementSibling;b.hidden=false;b.onclick=async()=>{f.select();let d=true;try{await navigator.clipboard.writeText(f.value)}catch{d=document.execCommand('copy')}s.textContent=d?b.dataset.done:''}}"

/** The digest of the script as CSP writes it; without it, a browser does not run the script. */
export const COPY_SCRIPT_HASH = 'sha256-bX0Rt8fGncXJbhHnvbdrHb7AEHZD+/tE3O0FO6DdRCU='
