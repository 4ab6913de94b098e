import { Icon } from '../alert/icon.tsx'
import type { State } from '../state/state.ts'
import { pictureStatus, type StatusItem } from './picture-status.ts'
import { SourcesTable } from './sources-table.tsx'
import { StatusText } from './status-text.tsx'

/** Whether the picture can be trusted, worked out again each second. */
export const Health = ({ state: { feed, nowMs } }: { readonly state: State }) => {
  const status = pictureStatus(feed, nowMs)
  return (
    <div class="health">
      <Item item={status.connection} name="connection" />
      <Item item={status.newest} name="newest" />
      <SourcesTable feed={feed} nowMs={nowMs} item={status.sources} />
      <Item item={status.clock} name="clock" />
      {status.notShown !== null && <Item item={status.notShown} name="not-shown" />}
    </div>
  )
}

const Item = ({ item, name }: { readonly item: StatusItem; readonly name: string }) => (
  <span
    class={`item ${name} ${item.tone}`}
    title={item.detail === undefined ? item.text : `${item.text}, ${item.detail}`}
  >
    {name === 'connection' && <Icon name="dot" small />}
    <StatusText item={item} />
  </span>
)
