import { LOCAL_PRINCIPAL, type Principal } from '@landfall/access'
import { ActionId, ActionRequest, describeConflict, formatWireTime, NOTES_PER_ALERT_MAX } from '@landfall/contracts'
import type { FastifyPluginAsync, FastifyReply } from 'fastify'
import {
  type ActionAuthor,
  type ActionResult,
  type createActOnAlert,
  latestSilenceEnd,
} from '../actions/create-act-on-alert.ts'
import { allowedActions, isFullOfNotes } from '../domain/decide-action.ts'
import { operatorSide } from '../domain/operator-side.ts'
import { writeView, writeViews } from '../write-view.ts'
import { type AlertParams, noSuchAlert } from './alert-routes.ts'
import { parseOrRefuse, refuse } from './refuse.ts'

export type ActionRouteDeps = {
  readonly actOnAlert: ReturnType<typeof createActOnAlert>
  readonly clock: () => number
}

const JSON_TYPE = 'application/json; charset=utf-8'
export const ACTIONS_PER_MINUTE_MAX = 600
const AWAY_RETRY_SECONDS = 5

const FULL_OF_NOTES = `note: the alert has ${NOTES_PER_ALERT_MAX} notes and takes no more; say it where its incident is kept, or with the next action`

type Refused = Extract<ActionResult, { kind: 'refused' }>
/** Why an action has not taken effect: what was asked, and what to look at. */
const reasonOf = ({ reason, now }: Refused, asked: ActionRequest, nowMs: number): string => {
  const { action, expectedVersion } = asked
  const conflict = describeConflict(asked, operatorSide(now, 'operator', nowMs), nowMs)
  const isStillAllowed = allowedActions(now.lifecycle, nowMs).some((allowed) => allowed === action)
  const isOnlyNewer = reason === 'moved-on' && isStillAllowed
  if (conflict !== null && !isOnlyNewer) return `${conflict}; nothing was changed`
  switch (reason) {
    case 'moved-on':
      return `expectedVersion ${expectedVersion}: the alert is at version ${now.version.version}; look at it as it is now`
    case 'overtaken':
      return `action "${action}": somebody else acted first; look at the alert as it is now`
    case 'not-allowed':
      if (action === 'note' && isFullOfNotes(now.lifecycle)) return FULL_OF_NOTES
      return `action "${action}": is not possible now; allowedActions of the alert below lists those that are`
    case 'unknown-version':
      return `expectedVersion ${expectedVersion}: there is no such version of this alert; look at it as it is now`
    default:
      return reason satisfies never
  }
}

/** Operators' actions: 200 with the alert once the action has taken effect, 409 with the current alert if it has not. */
export const actionRoute =
  ({ actOnAlert, clock }: ActionRouteDeps): FastifyPluginAsync =>
  async (app) => {
    const rateLimit = { max: ACTIONS_PER_MINUTE_MAX, timeWindow: '1 minute' }
    app.post<{ Params: AlertParams }>(
      '/v1/alerts/:alertId/actions',
      { config: { rateLimit } },
      async (request, reply) => {
        const body = parseOrRefuse(ActionRequest, request.body, reply)
        if (body === undefined) return reply
        const key = parseOrRefuse(ActionId.optional(), request.headers['idempotency-key'], reply, 'Idempotency-Key')
        if (reply.sent) return reply
        if (key !== undefined && body.actionId !== undefined && key !== body.actionId) {
          const both = `Idempotency-Key ${JSON.stringify(key)} and actionId ${JSON.stringify(body.actionId)}`
          return refuse(reply, 400, 'invalid', `${both} name different actions; send one of them`)
        }
        const actionId = key ?? body.actionId
        const { alertId } = request.params
        const asked = { ...body, ...(actionId !== undefined && { actionId }) }
        const result = await actOnAlert(authorOf(request.principal), alertId, asked)
        return answer(reply, result, { alertId, asked }, clock())
      },
    )
  }

export const authorOf = (principal: Principal | null): ActionAuthor => ({
  operator: principal?.name ?? 'unknown',
  ...(principal !== null && principal !== LOCAL_PRINCIPAL && { tokenId: principal.id }),
})

const answer = (
  reply: FastifyReply,
  result: ActionResult,
  { alertId, asked }: AlertParams & { readonly asked: ActionRequest },
  nowMs: number,
): FastifyReply => {
  switch (result.kind) {
    case 'done':
      return reply.type(JSON_TYPE).send(writeView(result.now, 'operator', nowMs))
    case 'refused': {
      const head = `{"code":"${result.reason}","message":${JSON.stringify(reasonOf(result, asked, nowMs))},"alert":`
      return reply
        .code(409)
        .type(JSON_TYPE)
        .send(writeViews(head, [result.now], '}', 'operator', nowMs))
    }
    case 'no-alert':
      return noSuchAlert(reply, alertId)
    case 'lacking':
      return refuse(reply, 422, result.code, result.message)
    case 'id-reused':
      return refuse(reply, 422, 'id-reused', usedKey(asked))
    case 'silence-too-long':
      return refuse(reply, 400, 'invalid', `until ${asked.until}: must not be later than ${latestSilenceEnd(nowMs)}`)
    case 'silence-over':
      return refuse(
        reply,
        400,
        'invalid',
        `until ${asked.until}: must be after now (${formatWireTime(nowMs)}), where the silence begins`,
      )
    case 'not-written':
      return refuseUnwritten(reply)
    case 'unconfirmed':
      return refuseUnconfirmed(reply)
    default:
      return result satisfies never
  }
}

export const refuseUnwritten = (reply: FastifyReply): FastifyReply => {
  const message = 'Kafka is down, so nothing was done; try again when it is back'
  return refuse(reply.header('Retry-After', AWAY_RETRY_SECONDS), 503, 'unavailable', message)
}

export const refuseUnconfirmed = (reply: FastifyReply): FastifyReply => {
  const message = 'it may have been done, but was not read back in time; try again with the same Idempotency-Key'
  return refuse(reply.header('Retry-After', 1), 503, 'unconfirmed', message)
}

const usedKey = ({ actionId }: ActionRequest): string =>
  `Idempotency-Key ${JSON.stringify(actionId)}: was used for something else on this alert; choose another`
