// What the errors of the operating system mean for a step: one translation for all of them (man 3 errno).
import type { ErrorCode } from '../domain.js'
import { code, say, type Message, type FailureText } from './message.js'

interface Meaning {
  /** Follows the path and "…". */
  what: Message
  why?: Message
  fix: Message
  code?: ErrorCode
}

const otherUser = say`It belongs to another user: often a container of an earlier step wrote it as root, or this step runs in a container with \`--user\`.`
const sameUser = say`Let all steps run as the same user, or change owner and mode in an earlier step (\`sudo chown -R "$(id -u)" …\`).`
const noFile = {
  what: say`cannot be read like a file`,
  why: say`It belongs to a device or to the system, as in \`/proc\`, \`/sys\` and \`/dev\`.`,
  fix: say`Name regular files only.`
}
const moreRoom = say`Free space in an earlier step, or use a runner with a larger disk.`

const meanings: Readonly<Record<string, Meaning>> = {
  EACCES: {
    what: say`cannot be accessed: permission denied`,
    why: otherUser,
    fix: sameUser
  },
  EPERM: {
    what: say`cannot be changed: the operation is not permitted`,
    why: otherUser,
    fix: sameUser
  },
  EROFS: {
    what: say`is on a read-only file system`,
    why: say`The folder was mounted as read-only, often into a container.`,
    fix: say`Mount it as writable, or use another folder.`
  },
  ENOENT: {
    what: say`does not exist`,
    why: say`Another step removed it, or it is a path of the host that does not exist in the container of this step.`,
    fix: say`Check the folder in a step before this one (\`ls -la\`), in the same container.`
  },
  ENOTDIR: {
    what: say`leads through a file where a folder is expected`,
    fix: say`Check the path in a step before this one (\`ls -la\`).`
  },
  EISDIR: {
    what: say`is a folder, and a file is expected`,
    fix: say`Check the path in a step before this one (\`ls -la\`).`
  },
  EEXIST: {
    what: say`already exists`,
    why: say`Another process writes to the same folder.`,
    fix: say`Let nothing else write there while this step runs.`
  },
  ELOOP: {
    what: say`leads through symbolic links that form a loop`,
    fix: say`Correct the symbolic links on the way to it.`
  },
  EMFILE: {
    what: say`could not be opened: this process has too many files open`,
    fix: say`Raise the limit of open files (\`ulimit -n\`) of the runner to 1024 or more.`
  },
  ENFILE: {
    what: say`could not be opened: the machine has too many files open`,
    fix: say`Stop what else runs on the runner, or raise its limit (\`fs.file-max\`).`
  },
  EIO: {
    what: say`could not be read or written: the disk reported an error`,
    why: say`The disk, or the network share behind it, is faulty.`,
    fix: say`Run the job again on another runner.`
  },
  EAGAIN: noFile,
  ENODEV: noFile,
  ENXIO: noFile,
  ESTALE: {
    what: say`is on a network share that is no longer available`,
    fix: say`Check the mount, and run the job again.`
  },
  EBUSY: {
    what: say`is used by another process`,
    fix: say`Let nothing else use it while this step runs.`
  },
  ENOMEM: {
    what: say`could not be used: the machine has no memory left`,
    fix: say`Use a runner with more memory, or run fewer processes beside this step.`
  },
  ENAMETOOLONG: {
    what: say`is too long for a path`,
    fix: say`Use shorter names of folders and files.`
  },
  EFBIG: {
    what: say`would become larger than a file may be here`,
    why: say`A limit on the size of files (\`ulimit -f\`) or the file system sets this.`,
    fix: say`Raise the limit, or use another file system.`
  },
  EDQUOT: {
    what: say`could not be written: the disk quota is used up`,
    fix: moreRoom,
    code: 'disk-full'
  },
  ENOSPC: {
    what: say`could not be written: the disk is full`,
    fix: moreRoom,
    code: 'disk-full'
  }
}

/** What an error of Node's file system means; undefined for one that only a fault of ours can cause. */
export function explainErrno(
  error: NodeJS.ErrnoException
): { code: ErrorCode; text: FailureText } | undefined {
  const meaning = meanings[error.code ?? '']
  if (meaning === undefined) return undefined
  const subject =
    error.path === undefined
      ? say`A file of this step`
      : [code(error.path, 200)]
  const { what, why, fix, code: errorCode = 'environment-unusable' } = meaning
  return {
    code: errorCode,
    text: { what: say`${subject} ${what} (${error.code ?? ''}).`, why, fix }
  }
}
