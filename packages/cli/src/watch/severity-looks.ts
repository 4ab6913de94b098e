/** Shape, word and colour each say the severity, so that no one of them has to be seen. */
export const SEVERITY_LOOKS = {
  alarm: { shape: '▲', format: ['bold', 'red'] },
  warning: { shape: '◆', format: ['bold', 'yellow'] },
  caution: { shape: '●', format: 'cyan' },
} as const
