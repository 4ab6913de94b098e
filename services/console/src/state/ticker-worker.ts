// A worker's timer goes on at its pace where a page's own is slowed down to one a minute: in a tab in the background.
setInterval(() => postMessage(null), 1_000)
