// Evaluates the expressions of workflows with GitHub's own evaluator.
import { data, Evaluator, Lexer, Parser } from '@actions/expressions'

/** `github`, `secrets`, `steps`, … as plain values. */
export type Contexts = Readonly<Record<string, unknown>>

/** How the steps before went; for `success()` and its like. */
export interface Standing {
  failed: boolean
}

/** A text with every `${{ … }}` in it replaced by its value. */
export function interpolate(text: string, contexts: Contexts): string {
  return text.replace(/\$\{\{(.*?)\}\}/gs, (_, expression: string) =>
    evaluate(expression, contexts).coerceString()
  )
}

/** Whether a step or job with this `if:` runs. */
export function holds(
  condition: string | undefined,
  contexts: Contexts,
  standing: Standing
): boolean {
  const bare = (condition ?? 'success()').replace(
    /^\s*\$\{\{(.*)\}\}\s*$/s,
    '$1'
  )
  const own = /\b(success|failure|always|cancelled)\(\)/.test(bare)
  const whole = own ? bare : `success() && (${bare})`
  return evaluate(`!!(${whole})`, contexts, standing).coerceString() === 'true'
}

function evaluate(
  expression: string,
  contexts: Contexts,
  standing: Standing = { failed: false }
): data.ExpressionData {
  const status = {
    success: !standing.failed,
    failure: standing.failed,
    always: true,
    cancelled: false
  }
  const functions = Object.entries(status).map(([name, value]) => ({
    name,
    minArgs: 0,
    maxArgs: 0,
    call: () => new data.BooleanData(value)
  }))
  const { tokens } = new Lexer(expression).lex()
  const parsed = new Parser(tokens, Object.keys(contexts), functions).parse()
  const context = JSON.parse(
    JSON.stringify(contexts),
    data.reviver
  ) as data.Dictionary
  return new Evaluator(
    parsed,
    context,
    new Map(functions.map(one => [one.name, one]))
  ).evaluate()
}
