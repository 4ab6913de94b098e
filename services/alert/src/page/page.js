// The first page: every alert that still needs somebody, live. Plain script, so that it is served as it stands.
const STALE_AFTER_MS = 30_000
const SEVERITIES = ['alarm', 'warning', 'caution']

const alerts = new Map()
let resume
let lastFrameAtMs = Date.now()
let isConnected = false

const element = (id) => document.getElementById(id)

const cellsOf = (alert) => {
  const people = alert.unauthorised
  const { min, likely, max, openEnded } = people ?? {}
  return [
    `${alert.exercise ? 'EXERCISE ' : ''}${alert.severity}`,
    alert.areaId ?? alert.source?.id ?? '',
    people === undefined ? '' : `${min} to ${max}${openEnded ? ' or more' : ''}, likely ${likely}`,
    String(alert.craft?.length ?? ''),
    alert.lastArrivalAt ?? alert.lastHeardAt ?? '',
    alert.status === 'open' ? alert.state : `${alert.status}, ${alert.state}`,
  ]
}

const rowOf = (alert) => {
  const row = document.createElement('tr')
  row.className = alert.severity
  for (const text of cellsOf(alert)) row.insertCell().textContent = text
  const link = document.createElement('a')
  link.href = `v1/alerts/${encodeURIComponent(alert.alertId)}`
  link.textContent = `${alert.alertId} v${alert.version}`
  row.insertCell().append(link)
  return row
}

const draw = () => {
  const shown = [...alerts.values()].filter(({ listed }) => listed)
  shown.sort(
    (a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) || b.updatedAt.localeCompare(a.updatedAt),
  )
  element('alerts').replaceChildren(...shown.map(rowOf))
  element('empty').hidden = shown.length > 0
}

const drawStatus = () => {
  const silentMs = Date.now() - lastFrameAtMs
  const isStale = !isConnected || silentMs > STALE_AFTER_MS
  document.body.classList.toggle('stale', isStale)
  element('status').textContent = isStale
    ? `NOT CURRENT: last heard ${Math.round(silentMs / 1000)} s ago`
    : `live, ${alerts.size} alerts held`
}

const onFrame = (frame) => {
  lastFrameAtMs = Date.now()
  if (frame.type === 'welcome') {
    resume = { epoch: frame.epoch, cursor: frame.cursor }
    if (!frame.recovered) alerts.clear()
  }
  if (frame.type === 'snapshot') for (const alert of frame.alerts) alerts.set(alert.alertId, alert)
  if (frame.type === 'alert') alerts.set(frame.alert.alertId, frame.alert)
  if (frame.cursor !== undefined && resume !== undefined) resume.cursor = frame.cursor
  draw()
  drawStatus()
}

const connect = (attempt) => {
  const socket = new WebSocket(new URL('v1/feed', location.href))
  let failures = attempt
  socket.onopen = () => {
    socket.send(JSON.stringify({ type: 'subscribe', ...(resume && { resume }) }))
  }
  socket.onmessage = ({ data }) => {
    isConnected = true
    failures = 0
    onFrame(JSON.parse(data))
  }
  socket.onclose = () => {
    isConnected = false
    drawStatus()
    const waitMs = Math.min(30_000, 500 * 2 ** failures) * (0.5 + Math.random() / 2)
    setTimeout(connect, waitMs, failures + 1)
  }
}

setInterval(drawStatus, 1_000)
// A page that is connected is no idle session, and only a request renews the cookie.
setInterval(() => isConnected && fetch('v1/session').catch(() => {}), 240_000)
connect(0)
