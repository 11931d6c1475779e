namespace Finance.Pdf;

/// <param name="RowsTop">Where the table's head begins.</param>
internal sealed record PlannedPage(IReadOnlyList<(Block Block, float Top)> Blocks, float RowsTop, int Rows);

/// <summary>What lies on which page: blocks one below the other, then the rows of the table.</summary>
internal sealed record PagePlan(IReadOnlyList<PlannedPage> Pages)
{
    private const int FewestRows = 4;

    /// <param name="title">Of the table; it is never parted from its first rows.</param>
    internal static PagePlan Of(IEnumerable<Block> blocks, Block title, int rows)
    {
        var pages = new List<PlannedPage>();
        var (placed, top) = (new List<(Block, float)>(), Sheet.Top);
        foreach (var block in blocks)
        {
            if (placed.Count > 0 && top + block.Height > Sheet.Bottom)
            {
                pages.Add(new PlannedPage(placed, top, 0));
                (placed, top) = ([], Sheet.Top);
            }

            placed.Add((block, top));
            top += block.Height;
        }

        if (RoomFor(top + title.Height) < Math.Min(rows, FewestRows))
        {
            pages.Add(new PlannedPage(placed, top, 0));
            (placed, top) = ([], Sheet.Top);
        }

        placed.Add((title, top));
        top += title.Height;
        var here = Math.Min(rows, RoomFor(top));
        pages.Add(new PlannedPage(placed, top, here));
        for (var left = rows - here; left > 0; left -= RoomFor(Sheet.Top))
        {
            pages.Add(new PlannedPage([], Sheet.Top, Math.Min(left, RoomFor(Sheet.Top))));
        }

        return new PagePlan(pages);
    }

    private static int RoomFor(float top) => Math.Max(0, (int)((Sheet.Bottom - top - EntryTable.HeadHeight) / EntryTable.RowHeight));
}
