/** The heads of the three columns that every sum has. */
export const SumHeads = () =>
  ['Minimum', 'Likely', 'Maximum'].map((head) => (
    <th key={head} scope="col" class="num">
      {head}
    </th>
  ))
