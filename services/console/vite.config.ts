import { defineConfig } from 'vite'

export default defineConfig({
  // Relative, so that the page also works behind a proxy with a path of its own.
  base: './',
  build: {
    target: 'es2024',
    // Fonts, workers and pictures stay files of their own: the page's security policy lets nothing inline run.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1_400, // The map, which is loaded after the list and only where there is WebGL.
    modulePreload: { polyfill: false },
    sourcemap: false,
  },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
})
