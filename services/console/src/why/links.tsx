import type { AlertLink } from '@landfall/contracts'

type LinksProps = { readonly links: readonly AlertLink[]; readonly linksMore?: number | undefined }

/** The links that join the craft into one situation. */
export const Links = ({ links, linksMore = 0 }: LinksProps) =>
  links.length === 0 ? null : (
    <>
      <h3>Links</h3>
      <table class="links">
        <thead>
          <tr>
            <th scope="col">From</th>
            <th scope="col">To</th>
            <th scope="col">Distance</th>
            <th scope="col">Apart</th>
          </tr>
        </thead>
        <tbody>
          {links.map((link) => (
            <tr key={`${link.a} ${link.aArrivedAt} ${link.b} ${link.bArrivedAt}`}>
              <td class="id">{link.a}</td>
              <td class="id">{link.b}</td>
              <td>{link.distanceNm.toFixed(1)} nm</td>
              <td>{Math.round(link.minutesApart)} min</td>
            </tr>
          ))}
        </tbody>
      </table>
      {linksMore > 0 && <p>and {linksMore} more.</p>}
    </>
  )
