const FAULT = `
        <p class="error" id="error" role="alert">That token is not known here, or no longer valid.</p>`

/** The page to sign in with; `hasFailed`: after a token that was refused. */
export const loginPage = ({ hasFailed }: { readonly hasFailed: boolean }): string => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>${hasFailed ? 'Sign-in failed' : 'Sign in'} · Landfall</title>
    <link rel="stylesheet" href="/login.css">
    <link rel="icon" href="/favicon.svg">
  </head>
  <body>
    <main>
      <h1>
        <svg viewBox="0 0 24 24" aria-hidden="true">
          <path d="M3 17c3 0 3-2 6-2s3 2 6 2 3-2 6-2M12 3v8m-4-4 4 4 4-4M4 21h16" />
        </svg>
        Landfall
      </h1>
      <p>Watch over the sea approaches. Lives at sea come first.</p>
      <form method="post" action="/login">
        <label for="token">Your token</label>
        <input id="token" name="token" type="password" autocomplete="current-password" required${
          hasFailed ? ' aria-invalid="true" aria-describedby="error"' : ''
        }>${hasFailed ? FAULT : ''}
        <button type="submit">Sign in</button>
      </form>
      <p class="about">Whoever runs this Landfall gives out the tokens.</p>
    </main>
  </body>
</html>
`
