/** What to do where the system does not write a file; an option stands for OPTION. */
const REMEDIES: Record<string, string> = {
  ENOSPC: 'Make space on its disk, or name a folder on another one with OPTION.',
  EDQUOT: 'Make space in your part of its disk, or name a folder on another one with OPTION.',
  EFBIG: 'Name a folder on another disk with OPTION.',
  EIO: 'Its disk has a fault; name a folder on another one with OPTION.',
  EROFS: 'Its disk can only be read; name a folder on another one with OPTION.',
  EACCES: 'Let this user write there, or name another folder with OPTION.',
  EPERM: 'Let this user write there, or name another folder with OPTION.',
  ELOOP: 'Remove the link in its place.',
  ENXIO: 'Remove the pipe or device in its place.',
}

/** The error for a person where a file of an output folder cannot be written, with the file and a remedy; any other error as it is. `option` names the folder. */
export function describeUnwritten(error: unknown, folder: string, option: string): unknown {
  const { code = '', message, path = folder, syscall } = error as NodeJS.ErrnoException
  const remedy = REMEDIES[code]?.replace('OPTION', option)
  if (remedy === undefined || syscall === 'read' || !path.startsWith(folder)) return error
  return new Error(`${path} cannot be written (${message.split(', ')[0]}). ${remedy}`)
}
