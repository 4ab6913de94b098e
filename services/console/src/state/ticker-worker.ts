// In a background tab a page’s own timers are throttled to one a minute; a worker’s are not.
setInterval(() => postMessage(null), 1_000)
