// How a user can say what ID files are written in.
export const idsFormats = ['auto', 'text', 'csv', 'jsonl'] as const

export type IdsFormat = (typeof idsFormats)[number]
