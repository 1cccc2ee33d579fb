import { parentPort, Worker } from 'node:worker_threads'

/** A thread that answers questions, which are plain data as the answers are. */
export interface Thread<Question, Answer> {
  /** Undefined where no thread can take the question, and where the thread failed or has ended. */
  ask(question: Question): Promise<Answer | undefined>
  stop(): void
}

interface Asked<Question> {
  id: number
  question: Question
}

interface Answered<Answer> {
  id: number
  answer: Answer
}

/** Starts the file `name`, without its ending, beside the module at `url` as a thread. One that fails leaves unanswered what it has not answered. */
export function startThread<Question, Answer>(
  name: string,
  url: string,
  data: unknown,
): Thread<Question, Answer> {
  const worker = new Worker(new URL(`./${name}.${url.endsWith('.ts') ? 'ts' : 'js'}`, url), {
    workerData: data,
  })
  const waiting = new Map<number, (answer: Answer | undefined) => void>()
  let count = 0
  let hasEnded = false
  worker.on('message', ({ id, answer }: Answered<Answer>) => {
    waiting.get(id)?.(answer)
    waiting.delete(id)
  })
  worker.on('error', () => {})
  // An answer that cannot be read names no question.
  worker.on('messageerror', () => void worker.terminate())
  worker.once('exit', () => {
    hasEnded = true
    for (const resolve of waiting.values()) resolve(undefined)
  })
  return {
    ask(question) {
      if (hasEnded) return Promise.resolve(undefined)
      const id = count++
      try {
        worker.postMessage({ id, question } satisfies Asked<Question>)
      } catch {
        return Promise.resolve(undefined)
      }
      return new Promise((resolve) => waiting.set(id, resolve))
    },
    stop: () => void worker.terminate(),
  }
}

/** Answers, in a thread, what it is asked. */
export function answerQuestions<Question, Answer>(
  answer: (question: Question) => Answer | Promise<Answer>,
): void {
  parentPort!.on('message', async ({ id, question }: Asked<Question>) => {
    parentPort!.postMessage({ id, answer: await answer(question) } satisfies Answered<Answer>)
  })
}
