import { defineConfig } from 'vite'

/** The alert service that `npm run dev` shows. */
const ALERT_URL = 'http://127.0.0.1:3000'

export default defineConfig({
  // Relative, so that the page also works behind a proxy under a path of its own.
  base: './',
  build: {
    target: 'es2024',
    // Fonts, workers and pictures stay files of their own: the content security policy forbids anything inline.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1_400, // The map, which is loaded after the list and only where there is WebGL.
    modulePreload: { polyfill: false },
    sourcemap: false,
    license: { fileName: 'licenses.md' }, // The texts that the licences of the libraries in the page ask to be passed on.
    // zod's setting is made in the chunk of zod itself, before any schema of another chunk (src/without-eval.ts).
    rolldownOptions: {
      output: { codeSplitting: { groups: [{ name: 'schemas', test: /[\\/]zod[\\/]|without-eval/ }] } },
    },
  },
  server: {
    // Everything that is not the page itself, with the page's own Host: the service accepts loopback names on any port,
    // and an Origin that equals the Host.
    proxy: {
      '/v1': { target: ALERT_URL, ws: true },
      '^/(login|logout|docs)': { target: ALERT_URL },
    },
  },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
})
